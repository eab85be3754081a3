import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../../src/upgrade/facts/fact';
import { standingOf, type Standing } from '../../../../src/upgrade/recovery/standing';
import { type StepName, STEPS } from '../../../../src/upgrade/steps/steps';
import { BY_UART, PAIR } from './pairEntries';

const at = (step: number, writes: boolean): Facts => [
  { kind: 'stepAnnounced', step, at: 1, writes, startsTool: false },
];

/** The state of an upgrade that was interrupted in this step, at its beginning and at its end. */
const TABLE: { readonly [K in StepName]: readonly [before: Standing, behind: Standing] } = {
  openBoard: ['untouched', 'writing'],
  upload: ['untouched', 'writing'],
  enterMirror: ['mirrored', 'writing'],
  wake: ['mirrored', 'writing'],
  prepare: ['mirrored', 'writing'],
  loadUpdater: ['mirrored', 'writing'],
  bootUpdater: ['mirrored', 'writing'],
  transfer: ['mirrored', 'writing'],
  apply: ['finishing', 'finishing'],
  leaveUpdater: ['finishing', 'finishing'],
  verify: ['written', 'written'],
  runOnBoard: ['finishing', 'finishing'],
  verifyOnBoard: ['written', 'written'],
  removeFiles: ['written', 'written'],
  resetBoard: ['written', 'written'],
  powerCycle: ['written', 'written'],
};

describe('the state of an upgrade', () => {
  test.each(Object.keys(STEPS) as StepName[])('in %s', (kind) => {
    const images = [{ name: 'CATM1-41065.dup' }];
    const stand = (facts: Facts): Standing => standingOf({ images, steps: [{ kind, image: null }], facts });
    expect([stand(at(0, false)), stand(at(0, true))]).toEqual(TABLE[kind]);
  });

  test('before the first event is the one at the beginning of the first step', () => {
    expect(standingOf({ images: [], steps: [{ kind: 'wake', image: null }], facts: [] })).toBe('mirrored');
    expect(standingOf({ images: [], steps: [{ kind: 'openBoard', image: null }], facts: [] })).toBe(
      'untouched',
    );
  });

  test('follows from completed actions as well as from announced steps', () => {
    const facts: Facts = [...at(0, false), { kind: 'sessionOpened', overwrites: true }];
    expect(standingOf({ images: [], steps: [{ kind: 'transfer', image: 0 }], facts })).toBe('writing');
  });

  test('is between the halves from the end of the first to the beginning of the second', () => {
    const between = BY_UART.filter(
      (_, step) => standingOf({ images: PAIR, steps: BY_UART, facts: at(step, true) }) === 'betweenHalves',
    );
    expect(between.map(({ id }) => id)).toEqual([
      'apply-1',
      'leave-updater-1',
      'verify-1',
      'prepare-2',
      'boot-updater-2',
      'transfer-2',
    ]);
  });
});
