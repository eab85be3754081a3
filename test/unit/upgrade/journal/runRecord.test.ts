import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { render } from '../../../../src/base/phrase';
import { FactList } from '../../../../src/upgrade/facts/factList';
import type { JournalEntry } from '../../../../src/upgrade/journal/journalEntry';
import { RunRecord } from '../../../../src/upgrade/journal/runRecord';
import { VirtualClock } from '../../../simulator/virtualClock';
import { FAILED } from '../../ui/samples';
import { sampleEntry, summed } from './sampleEntry';

const FULL_DISK = new Error('ENOSPC');
const PREPARE = { kind: 'prepare' } as const;
const TRANSFER = { kind: 'transfer', image: 0, way: 'ON_THE_FLY' } as const;

class Desk {
  readonly kept: ReturnType<typeof summed>[] = [];
  readonly facts: FactList;
  forgotten = 0;
  full = false;
  readonly clock = new VirtualClock();
  readonly record: RunRecord;

  constructor(entry: Parameters<typeof sampleEntry>[0] = {}) {
    const begun = sampleEntry({ mayHaveChanged: false, ...entry });
    this.facts = new FactList(begun.facts);
    this.record = new RunRecord(begun, this.facts, {
      clock: this.clock,
      logger: silentLogger,
      keep: (kept: JournalEntry) => {
        if (this.full) return Promise.reject(FULL_DISK);
        this.kept.push(summed(kept));
        return Promise.resolve();
      },
      forget: () => {
        if (this.full) return Promise.reject(FULL_DISK);
        this.forgotten += 1;
        return Promise.resolve();
      },
    });
  }
}

describe('a step is recorded before it begins', () => {
  test('and from the first step that may change the modem, so is that it may have changed', async () => {
    const desk = new Desk();
    for (const [index, action] of [PREPARE, TRANSFER, PREPARE].entries())
      expect(await desk.record.step(index, action)).toBeUndefined();
    expect(desk.kept.map(({ current, mayHaveChanged }) => [current, mayHaveChanged])).toEqual([
      [0, false],
      [1, true],
      [2, true],
    ]);
  });

  test('and a file that the modem only stores counts as written to it', async () => {
    const desk = new Desk();
    await desk.record.step(1, { kind: 'transfer', image: 0, way: 'FFF' });
    desk.full = true;
    const told = await desk.record.step(2, { kind: 'apply', image: 0, way: 'FFF' });
    expect(told && render(told)).toContain('can no longer be logged');
    expect(desk.kept.at(-1)).toMatchObject({ mayHaveChanged: true });
  });

  test('when that fails, nothing that may change the modem begins', async () => {
    const desk = new Desk();
    desk.full = true;
    await expect(desk.record.step(1, TRANSFER)).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
    expect(summed(desk.record.begun)).toMatchObject({ mayHaveChanged: false });
  });

  test.each([
    ['a step that changes nothing continues', false, PREPARE],
    ['a modem that may have changed is still upgraded', true, TRANSFER],
  ])('when that fails, %s, and the user is informed', async (_, mayHaveChanged, action) => {
    const desk = new Desk({ mayHaveChanged });
    desk.full = true;
    const told = await desk.record.step(1, action);
    expect(told && render(told)).toContain('can no longer be logged');
    expect(summed(desk.record.begun)).toMatchObject({ current: 1, mayHaveChanged });
  });
});

describe('at the end of an upgrade', () => {
  test.each([
    ['upgraded', true],
    ['untouched', true],
    ['recoverable', false],
    ['unknown', false],
  ] as const)('a record that leaves the modem %s is removed: %s', async (modemState, isForgotten) => {
    const desk = new Desk();
    expect(await desk.record.end({ ...FAILED, modemState })).toBeUndefined();
    expect([desk.forgotten, desk.kept.length]).toEqual(isForgotten ? [1, 0] : [0, 1]);
  });

  test('a modem whose number was read during the upgrade is recorded with it', async () => {
    const unnamed = { board: { ...sampleEntry().board, imei: null } };
    const read = FAILED.before && { ...FAILED.before, imei: '354346099225483' };
    const [told, known] = [new Desk(unnamed), new Desk()];
    for (const { facts, record } of [told, known]) {
      facts.append({ kind: 'toolStarted', writes: true });
      await record.end({ ...FAILED, modemState: 'recoverable', after: read });
    }
    expect(told.kept[0]).toMatchObject({ board: { imei: '354346099225483' }, toolAtWork: true });
    expect(known.kept[0]).toMatchObject({ board: { imei: sampleEntry().board.imei } });
  });

  test.each([
    ['begun, and not seen to end', [{ kind: 'toolStarted', writes: true }], true],
    ['begun, and seen to end', [{ kind: 'toolStarted', writes: true }, { kind: 'toolEnded' }], false],
    ['announced, and not begun', [], false],
  ] as const)('a tool that was %s is recorded as such', async (_, facts, toolAtWork) => {
    const desk = new Desk({ steps: [{ id: 'run-1', kind: 'runOnBoard', image: 0 }], current: 0 });
    const action = { kind: 'runOnBoard', image: 0, path: '/f', updaterPath: null, loadFff: true } as const;
    await desk.record.step(0, action);
    // A reader of this record can’t know whether the tool was started.
    expect(desk.kept.at(-1)).toMatchObject({ toolAtWork: true, end: null });
    desk.facts.append(...facts);
    await desk.record.end({ ...FAILED, modemState: 'recoverable' });
    expect(desk.kept.at(-1)).toMatchObject({ toolAtWork, end: { modemState: 'recoverable' } });
  });

  test('a failed write is reported', async () => {
    const desk = new Desk();
    desk.full = true;
    const told = await desk.record.end({ ...FAILED, modemState: 'recoverable' });
    expect(told && render(told)).toContain('can no longer be logged');
  });
});
