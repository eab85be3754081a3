import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { MIRROR_RATE } from '../inspect/modemLink';
import { MIRROR_TOOL_LIMIT_MS } from '../run/applyPatience';
import { planStep, type StepKind } from './step';

export interface EnterMirror {
  readonly kind: 'enterMirror';
  /** The board replaces the factory bootrom where it must, and leaves the modem waiting for an updater. */
  readonly recovery: boolean;
}

export const enterMirror: StepKind<EnterMirror, [boolean]> = {
  kind: 'enterMirror',
  schema: v.object({ kind: v.literal('enterMirror'), recovery: v.boolean() }),
  phase: 'prepare',
  side: 'board',
  standing: 'atModem',
  givesImage: false,
  toolLimitMs: MIRROR_TOOL_LIMIT_MS,
  // In recovery the board may replace the factory's bootrom.
  changesModem: ({ recovery }) => recovery,
  writesToModem: ({ recovery }) => recovery,
  startsTool: ({ recovery }) => recovery,
  leavesTransferOpen: () => false,
  sends: () => null,
  image: () => null,
  describe: (recovery) =>
    planStep(
      'enter-mirror',
      { kind: 'enterMirror', recovery },
      recovery ? 60 : 15,
      recovery ? 'doNotInterrupt' : 'nothingWritten',
      [
        phrase('Switch the board to MIRROR mode'),
        recovery
          ? phrase(
              'The board prepares the modem, replaces its factory bootrom if necessary, and connects its port to the modem.',
            )
          : phrase(
              'The board prepares the modem and connects its port to it. Only unplugging the board ends MIRROR mode.',
            ),
      ],
    ),
  async perform({ recovery }, { board, modem }, signal) {
    await board.tool.mirror(recovery, signal);
    const transport = board.connection.release();
    modem.attach(transport);
    await transport.setBaudRate(MIRROR_RATE, signal);
  },
};
