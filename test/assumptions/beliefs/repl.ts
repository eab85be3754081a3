import type { Belief } from '../belief';
import { AT_A_CABLE, BOARD_WAYS } from './ways';

/** The board's Python prompt. */
export const REPL_BELIEFS: readonly Belief[] = [
  {
    id: 'receive-buffer',
    belief: 'The board’s receive buffer is that of its release: 512 or 4096 bytes.',
    source: 'MACHUART_RX_BUFFER_LEN in the firmware’s machuart.c, by release',
    alternatives: [512].map((receiveBufferBytes) => ({
      id: String(receiveBufferBytes),
      behaviour: `have ${receiveBufferBytes} bytes where the release says 4096`,
      software:
        'sends programs in pieces that fit; a damaged upload continues as if the buffer were the small one',
      nature: { board: { receiveBufferBytes } },
      ways: BOARD_WAYS,
    })),
  },
  {
    id: 'prompt-rate',
    belief: 'The prompt speaks at 115200 baud.',
    source: '`_boot.py` of the firmware; a boot.py of the user’s may set another',
    alternatives: [921_600, 9600].map((rate) => ({
      id: String(rate),
      behaviour: `speak at ${rate} baud, by a boot.py`,
      software: 'listens at other rates where nothing answers, and gives the prompt the usual one meanwhile',
      nature: { board: { bootPy: `import machine, os\nos.dupterm(machine.UART(0, ${rate}))\n` } },
      ways: AT_A_CABLE,
    })),
  },
  {
    id: 'answer-pieces',
    belief: 'The board’s output comes as it is printed.',
    source: 'the bridges’ data sheets',
    alternatives: [
      {
        id: 'three-bytes',
        behaviour: 'come in pieces of three bytes',
        software: 'puts them together',
        nature: { board: { answerPieces: { bytes: 3, pauseMs: 0 } } },
        ways: BOARD_WAYS,
      },
    ],
  },
];
