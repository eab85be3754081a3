import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../src/base/clock';
import { silentLogger } from '../../../../src/base/logger';
import { render } from '../../../../src/base/phrase';
import type { JournalEntry } from '../../../../src/upgrade/journal/journalEntry';
import { memoryStorage } from '../../../../src/upgrade/journal/recordStorage';
import type { RecordStorage } from '../../../../src/upgrade/journal/recordStorage';
import { RehearsalRecords } from '../../../../src/upgrade/journal/rehearsalRecords';
import { power } from '../../../../src/upgrade/rehearsal/checks/power';
import { leftByRehearsal, needsItsPower } from '../../../../src/upgrade/rehearsal/leftByRehearsal';
import type { RehearsalContext } from '../../../../src/upgrade/rehearsal/rehearsalContext';
import { NOWHERE, sampleEntry } from '../journal/sampleEntry';

const BOARD = sampleEntry().board;
const processes = (alive: boolean) => ({
  self: () => Promise.resolve({ pid: 7, started: '1' }),
  lifeOf: () => Promise.resolve(alive ? ('runs' as const) : ('ended' as const)),
  canonicalPort: (port: string) => Promise.resolve(port),
});
const recordsOn = (storage: RecordStorage, alive = false): RehearsalRecords =>
  new RehearsalRecords({ storage, processes: processes(alive), clock: systemClock, logger: silentLogger });

describe('the record of a rehearsal', () => {
  test('exists only while the rehearsal has files on the board or has changed its mode', async () => {
    const storage = memoryStorage();
    const records = recordsOn(storage);
    const record = await records.begin(BOARD, false);
    expect(await storage.list()).toEqual([]);
    await record.note({ files: ['/flash/lte-rehearsal.bin'] });
    expect(await records.interrupted()).toMatchObject([
      { files: ['/flash/lte-rehearsal.bin'], board: BOARD },
    ]);
    await record.note({ files: [] });
    expect(await storage.list()).toEqual([]);
  });

  test('is reported only once its process has ended', async () => {
    const storage = memoryStorage();
    await (await recordsOn(storage).begin(BOARD, false)).note({ mirroring: true });
    expect(await recordsOn(storage, true).interrupted()).toEqual([]);
    expect(await recordsOn(storage, false).interrupted()).toHaveLength(1);
  });

  test('is taken over by the next rehearsal of the same board', async () => {
    const storage = memoryStorage();
    const records = recordsOn(storage);
    await (await records.begin(BOARD, false)).note({ files: ['/flash/x'], mirroring: true });
    const other = await records.begin({ ...NOWHERE, port: '/dev/ttyUSB7', imei: '1' }, false);
    expect(other.files).toEqual([]);
    const next = await records.begin(BOARD, false);
    expect(next.files).toEqual(['/flash/x']);
    expect(await records.interrupted()).toMatchObject([{ files: ['/flash/x'], mirroring: false }]);
    await next.note({ files: [] });
    expect(await storage.list()).toEqual([]);
  });

  test('no longer mentions MIRROR mode once the board was at its prompt', async () => {
    const storage = memoryStorage();
    const records = recordsOn(storage);
    await (await records.begin(BOARD, false)).note({ mirroring: true });
    await records.mirrorsNoMore(BOARD);
    expect(await records.interrupted()).toEqual([]);
  });

  test('is ignored when another program wrote it', async () => {
    const id = '0b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f';
    const storage = memoryStorage(new Map([[`rehearsal-${id}.json`, '{"version":1,"id":"x"}']]));
    expect(await recordsOn(storage).interrupted()).toEqual([]);
  });

  test('is missing on a full disk, and the check of the journal fails', async () => {
    const full = { ...memoryStorage(), write: () => Promise.reject(new Error('ENOSPC')) };
    const record = await recordsOn(full).begin(BOARD, false);
    await record.note({ mirroring: true });
    await expect(record.prove()).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
  });
});

test('the report of remains says how to remove them, and that the modem is unchanged', () => {
  const entry = {
    id: 'x',
    begunAt: 1,
    writer: { pid: 1, started: '' },
    board: BOARD,
    files: ['/flash/lte-rehearsal.bin'],
    mirroring: false,
    ended: false,
  };
  const file = leftByRehearsal(entry);
  expect(render(file.sentence)).toMatch(/nothing to the modem\. Its test file \/flash\/lte-rehearsal\.bin/);
  expect(render(file.remedy)).toBe('Rehearse again: that deletes it.');
  expect(render(leftByRehearsal({ ...entry, mirroring: true }).remedy)).toMatch(
    /^If no upgrade has been started on this board since then: .*ten seconds.*Only that ends MIRROR mode\.$/,
  );
});

describe('whether it’s safe to disconnect the power', () => {
  const between = sampleEntry({
    images: [1, 2].map((half) => ({ name: `CATM1-5.2-48829-${half}.dup`, size: 1, sha256: '' })),
    steps: [
      { id: 'transfer-1', kind: 'transfer', image: 0 },
      { id: 'apply-1', kind: 'apply', image: 0 },
      { id: 'transfer-2', kind: 'transfer', image: 1 },
    ],
    current: 1,
  });
  const applying = sampleEntry({ installing: true });
  const tool = sampleEntry({ steps: [{ id: 'run-1', kind: 'runOnBoard', image: 0 }], current: 0 });

  test.each([
    ['between the halves of a pair', between, true],
    ['while the modem may install', applying, true],
    ['while the board’s own tool may be running', tool, true],
    ['during a transfer', sampleEntry(), false],
  ])('%s: %j', (_when, entry, needs) => {
    expect(needsItsPower(BOARD, [entry]) !== undefined).toBe(needs);
    expect(needsItsPower({ ...NOWHERE, imei: '1', port: '/dev/other' }, [entry])).toBeUndefined();
  });

  const look = (unfinished: readonly JournalEntry[], modemApplies = false) =>
    power.perform(
      {
        request: { finding: { modem: { applying: modemApplies } } },
        parts: { board: BOARD, unfinished: () => Promise.resolve(unfinished) },
      } as unknown as RehearsalContext,
      new AbortController().signal,
    );

  test('a rehearsal skips its power cycle when that is not safe', async () => {
    expect(await look([])).toMatchObject({ outcome: 'proven' });
    expect(await look([between])).toMatchObject({ outcome: 'failed' });
    const { outcome, remedy } = await look([], true);
    expect(outcome).toBe('failed');
    expect(remedy && render(remedy)).toMatch(/^Leave the power on/);
  });
});
