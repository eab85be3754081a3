import { BOARD_DEFAULTS, type MirrorModeOptions } from '../../simulator/board/boardOptions';
import type { WayName } from '../../faults/wayName';
import type { Alternative, Belief } from '../belief';

const SOURCE = '`LTE.modem_upgrade_mode` in the firmware’s modlte.c';
/** Switching from the REPL to MIRROR mode. */
const THERE: readonly WayName[] = ['uart', 'uart-factory'];

/** The board as a bridge between computer and modem. */
export const MIRROR_BELIEFS: readonly Belief[] = [
  {
    id: 'mirror-buffer',
    belief: 'MIRROR mode holds 8192 bytes in each direction.',
    source: SOURCE,
    alternatives: [4096, 2048].map((bufferBytes) =>
      mirror(
        `${bufferBytes}-bytes`,
        `hold ${bufferBytes} bytes`,
        'begins with 2016 bytes, and goes back to what was taken when a larger block is not',
        { bufferBytes },
      ),
    ),
  },
  {
    id: 'mirror-rate',
    belief: 'In MIRROR mode both sides speak at 921600 baud.',
    source: SOURCE,
    alternatives: [
      mirror('host-at-115200', 'stay at 115200 baud towards the computer', 'listens at that rate, too', {
        baudRate: 115_200,
      }),
    ],
  },
  {
    id: 'mirror-stays',
    belief: 'MIRROR mode lasts until the board loses its power.',
    source: SOURCE,
    alternatives: [
      {
        id: 'board-restarts',
        behaviour: 'end it by a restart: a watchdog, the reset button, a supply that breaks down',
        software:
          'takes text at 115200 baud for what it is, asks for the prompt there, and ends within a minute with the cause',
        test: {
          file: 'test/scenario/boardRestartsInMirror.test.ts',
          title: 'a board that restarts in MIRROR mode',
        },
      },
    ],
  },
  {
    id: 'mirror-begin',
    belief:
      'MIRROR mode copies from the moment at which the tool says that it begins, and prints nothing more.',
    source: SOURCE,
    alternatives: [
      mirror('late', 'copy nothing for its first 1.5 s', 'asks by `AT` until the modem answers', {
        deafMs: 1500,
      }),
      mirror('noise', 'print some more first', 'passes over what is no answer', {
        noise: '\r\nI (1234) uart: queue free spaces: 0\r\n>>> ',
      }),
    ],
  },
];

function mirror(
  id: string,
  behaviour: string,
  software: string,
  options: Partial<MirrorModeOptions>,
): Alternative {
  const mirrorMode = { ...BOARD_DEFAULTS.mirrorMode, ...options };
  return { id, behaviour, software, nature: { board: { mirrorMode } }, ways: THERE };
}
