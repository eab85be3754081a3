import { phrase } from '../base/phrase';
import type { FirmwareImage } from '../firmware/firmwareImage';
import type { PlanStep, Safety, StepAction, TransferWay } from './plan';

const BITS_PER_BYTE_8N1 = 10;
/** Two answers for a block of 8176 bytes at 2 ms each, and the frames' headers. */
const PROTOCOL_OVERHEAD = 1.06;
/** The modem's own pauses at 7 to 10 % and at 99 %, as users saw them. */
const MODEM_PAUSES_SECONDS = 40;
/** "The update takes about 5 minutes" (Pycom documentation), of which the transfer is one. */
const APPLY_SECONDS = { FFF: 180, ON_THE_FLY: 60 } as const;

interface Surroundings {
  readonly bitsPerSecond: number;
  /** Number of the image in the plan, from 0. */
  readonly image: number;
  /** Whether stopping before or in this image's steps is worse than going on: the first half of a pair is done. */
  readonly committed: boolean;
  /** Whether the modem lacks a firmware that starts, so that stopping makes nothing worse. */
  readonly broken: boolean;
}

/** The steps a plan over UART is made of, each with what it means to someone who has never done this. */
export const planSteps = {
  wake: (): PlanStep =>
    step('wake', { kind: 'wake' }, 2, 'nothingWritten', [
      phrase('Reach the modem'),
      phrase('The modem is asked whether it is still as it was found. Nothing is written.'),
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
      way === 'FFF' || around.broken
        ? around.committed
          ? 'doNotInterrupt'
          : 'repeatable'
        : 'doNotInterrupt',
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
    step(`apply-${image + 1}`, { kind: 'apply', way }, APPLY_SECONDS[way], 'doNotInterrupt', [
      phrase('The modem finishes by itself'),
      phrase('It works silently for up to five minutes. Power must stay on.'),
    ]),
  leaveUpdater: ({ image }: Surroundings): PlanStep =>
    step(`leave-updater-${image + 1}`, { kind: 'leaveUpdater' }, 20, 'doNotInterrupt', [
      phrase('Start the new firmware'),
      phrase('The modem restarts into what was sent.'),
    ]),
  verify: ({ image }: Surroundings): PlanStep =>
    step(`verify-${image + 1}`, { kind: 'verify', image }, 5, 'doNotInterrupt', [
      phrase('Read the version again'),
      phrase('Only the modem’s own word for its new version counts as success.'),
    ]),
};

function step(
  id: string,
  action: StepAction,
  expectedSeconds: number,
  safety: Safety,
  [title, meaning]: [PlanStep['title'], PlanStep['meaning']],
): PlanStep {
  // A step's share of the bar is its share of the time.
  return { id, action, title, meaning, weight: expectedSeconds, expectedSeconds, safety };
}

function wireSeconds({ source }: FirmwareImage, bitsPerSecond: number): number {
  return Math.ceil((source.size * BITS_PER_BYTE_8N1 * PROTOCOL_OVERHEAD) / bitsPerSecond);
}
