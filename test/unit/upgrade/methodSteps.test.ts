import { describe, expect, test } from 'vitest';
import type { FirmwareImage } from '../../../src/firmware/firmwareImage';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import type { MethodName, UpgradePlan } from '../../../src/upgrade/plan/plan';
import { planChosen } from '../../../src/upgrade/select/recommend';
import { fullImage } from '../../fixtures/firmware';
import {
  board,
  ELF,
  factory,
  FILES,
  inTools,
  inUpdater,
  made,
  mirror,
  modem,
  recovery,
} from './decisionFixtures';

/** The largest image that a modem in application state accepts as a file, and the next larger one. */
const [LARGEST_FILE, TOO_LARGE] = await Promise.all(
  [4_194_304, 4_194_305].map((size) => made('CATM1-41065.dup', fullImage({ build: '41065', size }))),
);
const PAIR = [FILES.FIRST, FILES.SECOND];
const NOW = modem('39529');

function planned(
  method: MethodName,
  finding: Finding,
  images: readonly (FirmwareImage | undefined)[],
  { updater = null as FirmwareImage | null, cleanUp = false } = {},
): UpgradePlan {
  const chosen = { images: images.filter((image) => image !== undefined), updater };
  const { answer } = planChosen(finding, chosen, { images: [], updaters: [] }, { method, cleanUp });
  if (answer.kind !== 'plan') throw new Error(answer.kind);
  return answer;
}

const idsOf = ({ steps }: UpgradePlan): string => steps.map(({ id }) => id).join(' ');

describe('over UART', () => {
  test.each<[string, Finding, readonly (FirmwareImage | undefined)[], FirmwareImage | null, string]>([
    [
      'a file for a modem that runs its firmware',
      mirror(NOW),
      [LARGEST_FILE],
      null,
      'wake prepare-1 transfer-1 apply-1 verify-1',
    ],
    [
      'an image that is too large for that',
      mirror(NOW),
      [TOO_LARGE],
      null,
      'wake prepare-1 boot-updater-1 transfer-1 apply-1 leave-updater-1 verify-1',
    ],
    [
      'a modem in its updater, which needs no preparation',
      mirror(inUpdater),
      [FILES.C41065],
      null,
      'wake transfer-1 apply-1 leave-updater-1 verify-1',
    ],
    [
      'a modem in its updater that does not need the given updater',
      mirror(inUpdater),
      [FILES.C41065],
      ELF,
      'wake transfer-1 apply-1 leave-updater-1 verify-1',
    ],
    [
      'a modem in its manufacturing tools',
      mirror(inTools),
      [FILES.C41065],
      null,
      'wake prepare-1 transfer-1 apply-1 leave-updater-1 verify-1',
    ],
    [
      'recovery',
      mirror(recovery),
      [FILES.C41065],
      ELF,
      'wake load-updater transfer-1 apply-1 leave-updater-1 verify-1',
    ],
    [
      'the factory bootrom, which a board must replace first',
      board(factory),
      [FILES.C41065],
      ELF,
      'open-board enter-mirror wake load-updater transfer-1 apply-1 leave-updater-1 verify-1 power-cycle',
    ],
    [
      'the two steps, of which only the second may be sent as a file',
      mirror(NOW),
      PAIR,
      null,
      'wake prepare-1 boot-updater-1 transfer-1 apply-1 leave-updater-1 verify-1 prepare-2 transfer-2 apply-2 verify-2',
    ],
    [
      'through a board, which is switched to MIRROR mode first',
      board(NOW),
      [FILES.C41065],
      null,
      'open-board enter-mirror wake prepare-1 transfer-1 apply-1 verify-1 power-cycle',
    ],
  ])('%s', (_, finding, images, updater, ids) => {
    expect(idsOf(planned('uart', finding, images, { updater }))).toBe(ids);
  });

  test('the board replaces the factory bootrom only on the way to MIRROR mode', () => {
    const recoveryOf = (plan: UpgradePlan): unknown =>
      plan.steps.flatMap(({ action }) => (action.kind === 'enterMirror' ? [action.recovery] : []));
    expect(recoveryOf(planned('uart', board(factory), [FILES.C41065], { updater: ELF }))).toEqual([true]);
    expect(recoveryOf(planned('uart', board(NOW), [FILES.C41065]))).toEqual([false]);
  });

  test('a slower modem is expected to take longer', () => {
    const secondsAt = (baudRate: number): number =>
      planned('uart', { ...mirror(NOW), baudRate }, [FILES.C41065]).steps.find(
        ({ id }) => id === 'transfer-1',
      )?.expectedSeconds ?? 0;
    expect(secondsAt(115_200)).toBeGreaterThan(secondsAt(921_600));
  });

  test('steps that leave the modem intact, or no worse than before, can be cancelled', () => {
    const safetyOf = (
      finding: Finding,
      images: readonly (FirmwareImage | undefined)[],
      updater = null as FirmwareImage | null,
    ): unknown =>
      Object.fromEntries(
        planned('uart', finding, images, { updater }).steps.map(({ id, safety }) => [id, safety]),
      );
    expect(safetyOf(mirror(NOW), [TOO_LARGE])).toMatchObject({
      'prepare-1': 'nothingWritten',
      'boot-updater-1': 'nothingWritten',
      'transfer-1': 'doNotInterrupt',
    });
    expect(safetyOf(mirror(NOW), [LARGEST_FILE])).toMatchObject({ 'transfer-1': 'repeatable' });
    expect(safetyOf(mirror(recovery), [FILES.C41065], ELF)).toMatchObject({ 'transfer-1': 'repeatable' });
    expect(safetyOf(mirror(NOW), PAIR)).toMatchObject({
      'prepare-1': 'nothingWritten',
      'prepare-2': 'doNotInterrupt',
      'transfer-2': 'doNotInterrupt',
    });
  });
});

describe('by the board’s own tool', () => {
  const runsOf = ({ steps }: UpgradePlan): unknown[] =>
    steps.flatMap(({ action }) =>
      action.kind === 'runOnBoard' ? [[action.path, action.updaterPath, action.loadFff]] : [],
    );

  test('a differential image goes to /flash, without an updater', () => {
    const plan = planned('flash', board(NOW), [FILES.D39529to41065]);
    expect(idsOf(plan)).toBe('open-board upload-1 run-1 verify-1');
    expect(runsOf(plan)).toEqual([['/flash/upgdiff_39529-to-41065.dup', null, true]]);
  });

  test('the updater is copied first, and passed with the images that need it', () => {
    const plan = planned('sd', board(factory), [FILES.C41065], { updater: ELF });
    expect(idsOf(plan)).toBe('open-board upload-updater upload-1 run-1 verify-1');
    expect(runsOf(plan)).toEqual([['/sd/CATM1-41065.dup', '/sd/updater.elf', true]]);
  });

  test('an updater that no image needs is not copied', () => {
    const plan = planned('sd', board(NOW), [FILES.C41065], { updater: ELF });
    expect(idsOf(plan)).toBe('open-board upload-1 run-1 verify-1');
    expect(runsOf(plan)).toEqual([['/sd/CATM1-41065.dup', null, true]]);
  });

  test('the first of two steps is written as it arrives, and after the second the board restarts', () => {
    const plan = planned('sd', board(NOW), PAIR);
    expect(idsOf(plan)).toBe('open-board upload-1 upload-2 run-1 verify-1 run-2 verify-2 reset-board');
    expect(runsOf(plan)).toEqual([
      ['/sd/CATM1-5.2-48829-1.dup', null, false],
      ['/sd/CATM1-5.2-48829-2.dup', null, true],
    ]);
  });

  test('copied files, including the updater, are removed if the user wants that', () => {
    const plan = planned('sd', board(factory), [FILES.C41065], { updater: ELF, cleanUp: true });
    expect(plan.steps.at(-1)?.action).toEqual({
      kind: 'removeFiles',
      paths: ['/sd/updater.elf', '/sd/CATM1-41065.dup'],
    });
  });

  test('over the network it takes longer to copy', () => {
    const secondsOf = (method: MethodName, port: string): number =>
      planned(method, { ...board(modem('38638')), port }, [FILES.LARGE_DIFF]).steps.find(
        ({ id }) => id === 'upload-1',
      )?.expectedSeconds ?? 0;
    expect(secondsOf('wireless', 'telnet://192.168.4.1')).toBeGreaterThan(secondsOf('flash', 'p'));
  });
});
