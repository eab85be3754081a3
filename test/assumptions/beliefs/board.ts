import { HEAP_BYTES, FLASH_BYTES } from '../../simulator/board/boardOptions';
import type { Belief } from '../belief';
import { BOARD_WAYS } from './ways';

/** The board and its firmware. */
export const BOARD_BELIEFS: readonly Belief[] = [
  {
    id: 'memory',
    belief: 'The board has 8 MB of flash and PSRAM.',
    source: 'the firmware’s mpconfigport.h and mptask.c',
    alternatives: [
      {
        id: 'small',
        behaviour: 'have 508 KB of `/flash` and 67 KB of heap',
        software: 'asks for the room first, and copies in small pieces',
        nature: { board: { flashBytes: FLASH_BYTES.small, heapBytes: HEAP_BYTES.internal } },
        ways: BOARD_WAYS,
      },
    ],
  },
  {
    id: 'kind',
    belief: 'A board with this modem is a GPy.',
    source: 'Pycom’s documentation',
    alternatives: ['FiPy', 'G01'].map((sysname) => ({
      id: sysname,
      behaviour: `be a ${sysname}`,
      software: 'treats it alike',
      nature: { board: { sysname } },
      ways: BOARD_WAYS,
    })),
  },
  {
    id: 'pybytes',
    belief: 'Ctrl-D restarts the firmware.',
    source: 'MicroPython’s pyexec.c',
    alternatives: [
      {
        id: 'ignored',
        behaviour: 'ignore it at the friendly prompt (the firmware’s Pybytes variant)',
        software: 'restarts the board by other means',
        nature: { board: { pybytes: true } },
        ways: BOARD_WAYS,
      },
    ],
  },
];
