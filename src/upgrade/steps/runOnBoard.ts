import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { count, said } from '../../base/schema';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { TOOL_LIMIT_MS } from '../run/applyPatience';
import { planStep, type StepKind, type Surroundings } from './step';

export interface RunOnBoard {
  readonly kind: 'runOnBoard';
  /** Number of the image in the plan, from 0. */
  readonly image: number;
  readonly path: string;
  readonly updaterPath: string | null;
  readonly loadFff: boolean;
}

/** The board's tool needs four round trips for 2048 bytes and waits a lot (measured by a Pycom engineer: 380 s). */
const TOOL_SECONDS_PER_MEGABYTE = 30;
const TOOL_OVERHEAD_SECONDS = 200;

/** What the board's tool takes as a rule for an image of so many bytes, seconds. */
export function usualToolSeconds(bytes: number): number {
  return TOOL_OVERHEAD_SECONDS + Math.ceil((bytes / 1e6) * TOOL_SECONDS_PER_MEGABYTE);
}

type Where = Pick<RunOnBoard, 'path' | 'updaterPath' | 'loadFff'>;

export const runOnBoard: StepKind<RunOnBoard, [FirmwareImage, Where, Surroundings]> = {
  kind: 'runOnBoard',
  schema: v.object({
    kind: v.literal('runOnBoard'),
    image: count,
    path: said,
    updaterPath: v.nullable(said),
    loadFff: v.boolean(),
  }),
  phase: 'install',
  side: 'board',
  standing: 'finishing',
  givesImage: true,
  toolLimitMs: TOOL_LIMIT_MS,
  changesModem: () => true,
  writesToModem: () => true,
  startsTool: () => true,
  leavesTransferOpen: () => false,
  sends: () => null,
  image: ({ image }) => image,
  describe: (image, where, around) =>
    planStep(
      `run-${around.image + 1}`,
      { kind: 'runOnBoard', image: around.image, ...where },
      usualToolSeconds(image.source.size),
      'doNotInterrupt',
      [
        phrase('The board upgrades its modem'),
        phrase('Pauses around 7 to 10 % and at 99 % are normal. Leave the power on.'),
      ],
    ),
  perform: (action, { board }, signal) => board.upgrade(action, signal),
};
