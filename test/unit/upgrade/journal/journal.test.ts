import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { entryText } from '../../../../src/upgrade/journal/entryText';
import { Journal } from '../../../../src/upgrade/journal/journal';
import { memoryStorage } from '../../../../src/upgrade/journal/memoryStorage';
import type { Processes } from '../../../../src/upgrade/journal/processes';
import { VirtualClock } from '../../../simulator/virtualClock';
import { sampleEntry } from './sampleEntry';

const NOBODY: Processes = {
  self: () => Promise.resolve({ pid: 1, started: '' }),
  lifeOf: () => Promise.resolve('ended'),
  canonicalPort: (port) => Promise.resolve(port),
};
const ONE = sampleEntry();
const OTHER = sampleEntry({ id: '1b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f', begunAt: ONE.begunAt - 1000 });

/** A journal with two upgrades that were cut off, and what it says of its own troubles. */
async function withTwo() {
  const storage = memoryStorage();
  for (const entry of [ONE, OTHER]) await storage.write(`upgrade-${entry.id}.json`, entryText(entry));
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (text: string) => warnings.push(text) };
  const journal = new Journal({ storage, processes: NOBODY, clock: new VirtualClock(), logger });
  return { storage, journal, warnings };
}

test('what was begun is told, oldest first', async () => {
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

test('one that another process forgets meanwhile is gone, and no trouble', async () => {
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

test('one that cannot be read hides no other', async () => {
  const { storage, journal, warnings } = await withTwo();
  const read = storage.read.bind(storage);
  storage.read = (name) =>
    name.includes(ONE.id) ? Promise.reject(new Error('EIO: bad sector')) : read(name);
  expect(await journal.unfinished()).toEqual([OTHER]);
  expect(warnings).toEqual([`upgrade-${ONE.id}.json cannot be read: Error: EIO: bad sector`]);
});

test('one that cannot be removed is a warning, and is told again', async () => {
  const { storage, journal, warnings } = await withTwo();
  storage.remove = () => Promise.reject(new Error('EACCES'));
  await journal.forget(ONE.id);
  expect(warnings).toEqual(['the journal of an upgrade cannot be removed: Error: EACCES']);
  expect(await journal.unfinished()).toContainEqual(ONE);
});
