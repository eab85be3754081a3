import { type Phrase, phrase } from '../../base/phrase';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { PlanStep, Safety, StepAction, TransferWay } from './plan';

const BITS_PER_BYTE_8N1 = 10;
/** Two answers for a block of 8176 bytes at 2 ms each, and the frames' headers. */
const PROTOCOL_OVERHEAD = 1.06;
/** The modem's own pauses at 7 to 10 % and at 99 %, as users saw them. */
const MODEM_PAUSES_SECONDS = 40;
/** "The update takes about 5 minutes" (Pycom documentation), of which the transfer is one. */
const APPLY_SECONDS = { FFF: 180, ON_THE_FLY: 60 } as const;
/** A file system on the board is written at some 100 KiB/s. */
const BOARD_BYTES_PER_SECOND = 80_000;
/** Behind its own FTP server the board is slower still. */
const FTP_BYTES_PER_SECOND = 30_000;
/** The board's tool needs four round trips for 2048 bytes and waits a lot (measured by a Pycom engineer: 380 s). */
const TOOL_SECONDS_PER_MEGABYTE = 30;
const TOOL_OVERHEAD_SECONDS = 200;

export interface Surroundings {
  readonly bitsPerSecond: number;
  /** Number of the image in the plan, from 0. */
  readonly image: number;
  /** Whether stopping before or in this image's steps is worse than going on: the first half of a pair is done. */
  readonly committed: boolean;
  /** Whether the modem lacks a firmware that starts, so that stopping makes nothing worse. */
  readonly broken: boolean;
}

/** The steps that plans are made of, each with what it means to someone who has never done this. */
export const planSteps = {
  openBoard: (): PlanStep =>
    step('open-board', { kind: 'openBoard' }, 8, 'nothingWritten', [
      phrase('Reach the board and read its modem'),
      phrase(
        'Stops the program on the board, with a restart without boot.py and main.py if necessary, and checks that nothing changed since planning. Writes nothing.',
      ),
    ]),
  upload: (file: FirmwareImage, number: number | 'updater', path: string, overFtp: boolean): PlanStep =>
    step(
      number === 'updater' ? 'upload-updater' : `upload-${number + 1}`,
      { kind: 'upload', file: number, path },
      5 + Math.ceil(file.source.size / (overFtp ? FTP_BYTES_PER_SECOND : BOARD_BYTES_PER_SECOND)),
      'nothingWritten',
      [
        phrase('Copy {file} to {path}', { file: file.source.name, path }),
        phrase('The copy is compared with the original by its SHA-256. The modem is not touched.'),
      ],
    ),
  enterMirror: (recovery: boolean): PlanStep =>
    step(
      'enter-mirror',
      { kind: 'enterMirror', recovery },
      recovery ? 60 : 15,
      recovery ? 'doNotInterrupt' : 'nothingWritten',
      [
        phrase('Connect the port to the modem'),
        recovery
          ? phrase(
              'The board prepares the modem, replaces its factory bootrom where it must, and goes into MIRROR mode.',
            )
          : phrase('The board prepares the modem and goes into MIRROR mode, which only a power cycle ends.'),
      ],
    ),
  wake: (): PlanStep =>
    step('wake', { kind: 'wake' }, 2, 'nothingWritten', [
      phrase('Reach the modem'),
      phrase('Checks that nothing changed since planning. Writes nothing.'),
    ]),
  loadUpdater: (updater: FirmwareImage, { bitsPerSecond }: Surroundings): PlanStep =>
    step('load-updater', { kind: 'loadUpdater' }, 20 + wireSeconds(updater, bitsPerSecond), 'repeatable', [
      phrase('Load the updater'),
      phrase(
        'A modem in recovery gets a small program that can write the image. It may need minutes to start.',
      ),
    ]),
  prepare: ({ image, committed }: Surroundings): PlanStep =>
    step(`prepare-${image + 1}`, { kind: 'prepare' }, 5, committed ? 'doNotInterrupt' : 'nothingWritten', [
      phrase('Prepare the modem'),
      phrase('The radio is switched off and the modem is told what comes. Nothing is written.'),
    ]),
  bootUpdater: ({ image, committed }: Surroundings): PlanStep =>
    step(
      `boot-updater-${image + 1}`,
      { kind: 'bootUpdater' },
      15,
      committed ? 'doNotInterrupt' : 'nothingWritten',
      [
        phrase('Start the modem’s updater'),
        phrase('The modem restarts into the program that takes the image. Its firmware is still whole.'),
      ],
    ),
  transfer: (image: FirmwareImage, way: TransferWay, around: Surroundings): PlanStep =>
    step(
      `transfer-${around.image + 1}`,
      { kind: 'transfer', image: around.image, way },
      wireSeconds(image, around.bitsPerSecond) + MODEM_PAUSES_SECONDS,
      (way === 'FFF' || around.broken) && !around.committed ? 'repeatable' : 'doNotInterrupt',
      [
        phrase('Send {file}', { file: image.source.name }),
        way === 'FFF'
          ? phrase('The image goes to the modem, which keeps its old firmware until the next step.')
          : phrase(
              'The image replaces the firmware while it arrives. It seems to stall around 7 to 10 % and at 99 %: that is normal.',
            ),
      ],
    ),
  apply: (way: TransferWay, { image }: Surroundings): PlanStep =>
    step(`apply-${image + 1}`, { kind: 'apply', image, way }, APPLY_SECONDS[way], 'doNotInterrupt', [
      phrase('The modem finishes by itself'),
      phrase('It works silently for up to five minutes. Power must stay on.'),
    ]),
  leaveUpdater: ({ image }: Surroundings): PlanStep =>
    step(`leave-updater-${image + 1}`, { kind: 'leaveUpdater' }, 20, 'doNotInterrupt', [
      phrase('Start the new firmware'),
      phrase('The modem restarts into what was sent.'),
    ]),
  verify: ({ image }: Surroundings): PlanStep =>
    step(`verify-${image + 1}`, { kind: 'verify', image }, 5, 'doNotInterrupt', VERIFY),
  powerCycle: (): PlanStep =>
    step('power-cycle', { kind: 'powerCycle' }, 30, 'repeatable', [
      phrase('Disconnect and connect the power'),
      phrase('Only that ends MIRROR mode. The board is then asked for the version, too.'),
    ]),
  runOnBoard: (
    image: FirmwareImage,
    where: { readonly path: string; readonly updaterPath: string | null; readonly loadFff: boolean },
    around: Surroundings,
  ): PlanStep =>
    step(
      `run-${around.image + 1}`,
      { kind: 'runOnBoard', image: around.image, ...where },
      TOOL_OVERHEAD_SECONDS + Math.ceil((image.source.size / 1e6) * TOOL_SECONDS_PER_MEGABYTE),
      'doNotInterrupt',
      [
        phrase('The board upgrades its modem'),
        phrase('It seems to stall around 7 to 10 % and at 99 %: that is normal. Power must stay on.'),
      ],
    ),
  verifyOnBoard: ({ image }: Surroundings): PlanStep =>
    step(`verify-${image + 1}`, { kind: 'verifyOnBoard', image }, 10, 'doNotInterrupt', VERIFY),
  removeFiles: (paths: readonly string[]): PlanStep =>
    step('remove-files', { kind: 'removeFiles', paths }, 2, 'repeatable', [
      phrase('Remove what was copied'),
      phrase('The board gets its space back.'),
    ]),
  resetBoard: (): PlanStep =>
    step('reset-board', { kind: 'resetBoard' }, 10, 'repeatable', [
      phrase('Restart the board'),
      phrase('The documentation asks for it after the two-step upgrade.'),
    ]),
};

const VERIFY: readonly [Phrase, Phrase] = [
  phrase('Read the version again'),
  phrase('Only the modem’s own word for its new version counts as success.'),
];

function step(
  id: string,
  action: StepAction,
  expectedSeconds: number,
  safety: Safety,
  [title, meaning]: readonly [Phrase, Phrase],
): PlanStep {
  // A step's share of the bar is its share of the time.
  return { id, action, title, meaning, weight: expectedSeconds, expectedSeconds, safety };
}

function wireSeconds({ source }: FirmwareImage, bitsPerSecond: number): number {
  return Math.ceil((source.size * BITS_PER_BYTE_8N1 * PROTOCOL_OVERHEAD) / bitsPerSecond);
}
