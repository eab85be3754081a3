import type { Belief } from '../belief';
import { BOARD_WAYS } from './ways';

/** The board's Python prompt. */
export const REPL_BELIEFS: readonly Belief[] = [
  {
    id: 'receive-buffer',
    belief: 'The board’s receive buffer is that of its release: 512 or 4096 bytes.',
    source: 'MACHUART_RX_BUFFER_LEN in the firmware’s machuart.c, by release',
    alternatives: [512].map((receiveBufferBytes) => ({
      id: String(receiveBufferBytes),
      behaviour: `have ${receiveBufferBytes} bytes where the release says 4096`,
      software: 'never sends more than the board was found to take',
      nature: { board: { receiveBufferBytes } },
      ways: BOARD_WAYS,
      knownFailing: { ways: ['flash', 'sd'], because: 'an upload overruns it' },
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
