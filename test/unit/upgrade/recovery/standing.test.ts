import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../../src/upgrade/facts/fact';
import { standingOf, type Standing } from '../../../../src/upgrade/recovery/standing';
import { type StepName, STEPS } from '../../../../src/upgrade/steps/steps';
import { BY_UART, PAIR } from './pairEntries';

const at = (step: number, writes: boolean): Facts => [
  { kind: 'stepAnnounced', step, at: 1, writes, startsTool: false },
];

/** Where an upgrade stands that is cut off in a step, before anything was written and behind it. */
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

describe('where an upgrade stands', () => {
  test.each(Object.keys(STEPS) as StepName[])('in %s', (kind) => {
    const images = [{ name: 'CATM1-41065.dup' }];
    const stand = (facts: Facts): Standing => standingOf({ images, steps: [{ kind, image: null }], facts });
    expect([stand(at(0, false)), stand(at(0, true))]).toEqual(TABLE[kind]);
  });

  test('before any step was announced is where its first one leaves it', () => {
    expect(standingOf({ images: [], steps: [{ kind: 'wake', image: null }], facts: [] })).toBe('mirrored');
    expect(standingOf({ images: [], steps: [{ kind: 'openBoard', image: null }], facts: [] })).toBe(
      'untouched',
    );
  });

  test('is told by what was done as much as by what was announced', () => {
    const facts: Facts = [...at(0, false), { kind: 'sessionOpened', overwrites: true }];
    expect(standingOf({ images: [], steps: [{ kind: 'transfer', image: 0 }], facts })).toBe('writing');
  });

  test('is between the halves from the first one’s end to the second one’s beginning', () => {
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
