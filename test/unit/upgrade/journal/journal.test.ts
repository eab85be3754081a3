import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { FactList } from '../../../../src/upgrade/facts/factList';
import { mayToolBeAtWork } from '../../../../src/upgrade/facts/whatFollows';
import { entryText } from '../../../../src/upgrade/journal/entryText';
import { Journal } from '../../../../src/upgrade/journal/journal';
import { memoryStorage } from '../../../../src/upgrade/journal/recordStorage';
import type { JournalEntry } from '../../../../src/upgrade/journal/journalEntry';
import type { Processes } from '../../../../src/upgrade/journal/processes';
import { RunRecord } from '../../../../src/upgrade/journal/runRecord';
import type { ModemCondition } from '../../../../src/upgrade/report';
import { VirtualClock } from '../../../simulator/virtualClock';
import { FAILED } from '../../ui/samples';
import { mayInstall } from '../../../../src/upgrade/recovery/mayInstall';
import { sampleEntry } from './sampleEntry';

const NOBODY: Processes = {
  self: () => Promise.resolve({ pid: 1, started: '' }),
  lifeOf: () => Promise.resolve('ended'),
  canonicalPort: (port) => Promise.resolve(port),
};
const ONE = sampleEntry();
const OTHER = sampleEntry({ id: '1b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f', begunAt: ONE.begunAt - 1000 });

/** A journal with two interrupted upgrades, and its warnings. */
async function withTwo() {
  const storage = memoryStorage();
  for (const entry of [ONE, OTHER]) await storage.write(`upgrade-${entry.id}.json`, entryText(entry));
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (text: string) => warnings.push(text) };
  const journal = new Journal({ storage, processes: NOBODY, clock: new VirtualClock(), logger });
  return { storage, journal, warnings };
}

test('unfinished upgrades are listed, oldest first', async () => {
  const { journal } = await withTwo();
  expect(await journal.unfinished()).toEqual([OTHER, ONE]);
});

test.each([
  ['runs', 'one that still runs is not told', []],
  ['ended', 'one whose process has ended is', [OTHER, ONE]],
  ['unsure', 'so is one of which that cannot be told: a tool at work must not be interrupted', [OTHER, ONE]],
] as const)('%s: %s', async (life, _, told) => {
  const { storage } = await withTwo();
  const processes: Processes = { ...NOBODY, lifeOf: () => Promise.resolve(life) };
  const journal = new Journal({ storage, processes, clock: new VirtualClock(), logger: silentLogger });
  expect(await journal.unfinished()).toEqual(told);
});

test('a record that another process removes meanwhile is left out without a warning', async () => {
  const { storage, journal, warnings } = await withTwo();
  const list = storage.list.bind(storage);
  storage.list = async () => {
    const names = await list();
    await storage.remove(`upgrade-${ONE.id}.json`);
    return names;
  };
  expect(await journal.unfinished()).toEqual([OTHER]);
  expect(warnings).toEqual([]);
});

test('a record that can’t be read hides no other', async () => {
  const { storage, journal, warnings } = await withTwo();
  const read = storage.read.bind(storage);
  storage.read = (name) =>
    name.includes(ONE.id) ? Promise.reject(new Error('EIO: bad sector')) : read(name);
  expect(await journal.unfinished()).toEqual([OTHER]);
  expect(warnings).toEqual([`upgrade-${ONE.id}.json cannot be read: Error: EIO: bad sector`]);
  // Whoever is about to interrupt a board must know them all.
  await expect(journal.allUnfinished()).rejects.toMatchObject({
    code: 'JOURNAL_UNREADABLE',
    sentence: { args: { folder: 'this process', reason: 'EIO: bad sector' } },
  });
});

test('a journal whose folder is none has never had one', async () => {
  const { storage, journal } = await withTwo();
  storage.list = () => Promise.reject(Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR' }));
  expect(await journal.allUnfinished()).toEqual([]);
});

test('one that is no entry and cannot be put aside keeps nobody from a board', async () => {
  const { storage, journal, warnings } = await withTwo();
  await storage.write('upgrade-2b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f.json', 'no entry');
  storage.write = () => Promise.reject(new Error('ENOSPC'));
  expect(await journal.allUnfinished()).toEqual([OTHER, ONE]);
  expect(warnings.at(-1)).toMatch(/cannot be put aside: Error: ENOSPC$/);
});

test('a record that can’t be removed is a warning, and is listed again', async () => {
  const { storage, journal, warnings } = await withTwo();
  storage.remove = () => Promise.reject(new Error('EACCES'));
  await journal.forget(ONE.id);
  expect(warnings).toEqual(['the journal of an upgrade cannot be removed: Error: EACCES']);
  expect(await journal.unfinished()).toContainEqual(ONE);
});

describe('between the halves of a pair', () => {
  const images = ([1, 2] as const).map((half) => ({
    name: `CATM1-5.2-48829-${half}.dup`,
    size: 1,
    sha256: '',
  }));
  const steps = [
    { id: 'run-1', kind: 'runOnBoard', image: 0 },
    { id: 'verify-1', kind: 'verifyOnBoard', image: 0 },
    { id: 'run-2', kind: 'runOnBoard', image: 1 },
    { id: 'verify-2', kind: 'verifyOnBoard', image: 1 },
  ] as const;
  const END = { ...FAILED, after: null };

  async function kept(
    before: JournalEntry,
    after: JournalEntry,
    modemState: ModemCondition,
  ): Promise<string[]> {
    const storage = memoryStorage();
    const [name, clock] = [`upgrade-${after.id}.json`, new VirtualClock()];
    await storage.write(`upgrade-${before.id}.json`, entryText(before));
    await storage.write(name, entryText(after));
    const journal = new Journal({ storage, processes: NOBODY, clock, logger: silentLogger });
    const record = new RunRecord(after, new FactList(after.facts), {
      clock,
      logger: silentLogger,
      keep: (entry) => storage.write(name, entryText(entry)),
      forget: () => storage.remove(name),
    });
    expect(await journal.close(record, { ...END, modemState })).toBeUndefined();
    return (await journal.unfinished()).map(({ id }) => id);
  }

  const pairAt = (id: string): JournalEntry =>
    sampleEntry({ ...OTHER, images, steps, current: steps.findIndex((step) => step.id === id) });
  const second = sampleEntry({ images: images.slice(1), steps: [{ ...steps[0] }], current: 0 });

  test.each([
    ['recoverable', [OTHER.id, ONE.id]],
    ['unknown', [OTHER.id, ONE.id]],
    ['untouched', [OTHER.id]],
    ['upgraded', []],
  ] as const)(
    'another run on that board that ends %s decides which records stay',
    async (modemState, ids) => {
      expect(await kept(pairAt('run-2'), second, modemState)).toEqual(ids);
    },
  );

  test('a record before or after that point is closed like any other', async () => {
    expect(await kept(pairAt('run-1'), ONE, 'recoverable')).toEqual([ONE.id]);
    expect(await kept(pairAt('verify-2'), ONE, 'recoverable')).toEqual([ONE.id]);
  });

  test('a modem that ran 39529 before is not taken for one between the halves', async () => {
    const other = sampleEntry({ ...OTHER, board: { ...OTHER.board, imei: '1'.repeat(15) } });
    const at = (id: string): JournalEntry => ({ ...pairAt(id), id: ONE.id });
    expect(await kept(other, at('run-2'), 'untouched')).toEqual([other.id, ONE.id]);
    expect(await kept(other, at('run-1'), 'untouched')).toEqual([other.id]);
  });
});

test.each([null, { at: 1, outcome: 'failed', modemState: 'recoverable' }] as const)(
  'the end of a tool does not show in which state it left the modem (end: %j)',
  async (end) => {
    const { storage, journal } = await withTwo();
    const entry = sampleEntry({
      steps: [{ id: 'run-1', kind: 'runOnBoard', image: 0 }],
      current: 0,
      toolAtWork: true,
      end,
    });
    await storage.write(`upgrade-${entry.id}.json`, entryText(entry));
    await journal.sawToolEnd([entry]);
    const known = (await journal.unfinished()).find(({ id }) => id === entry.id);
    expect(known && mayToolBeAtWork(known.facts)).toBe(false);
    expect(known && mayInstall(known)).toBe(true);
  },
);
