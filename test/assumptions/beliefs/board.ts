import { HEAP_BYTES, FLASH_BYTES } from '../../simulator/board/boardOptions';
import type { Belief } from '../belief';
import { BOARD_WAYS } from './ways';

/** Each has something that the one before has not. */
const RELEASES = ['1.18.1.r5', '1.18.2.r4', '1.20.0.rc13', '1.20.1.r1', '1.20.2.r1', '1.20.2.r6'];

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
  {
    id: 'free-room',
    belief: '`os.getfree` tells the free room, and so does `os.statvfs` from 1.20 on.',
    source: 'the firmware’s moduos.c by tag',
    alternatives: [['getfree'], ['statvfs'], ['getfree', 'statvfs']].map((withoutOs) => ({
      id: `no-${withoutOs.join('-and-no-')}`,
      behaviour: `have no \`${withoutOs.map((name) => `os.${name}`).join('` and no `')}\``,
      software:
        withoutOs.length > 1
          ? 'copies the file, and sees whether it fits'
          : 'asks by the other one of the two',
      nature: { board: { withoutOs } },
      ways: BOARD_WAYS,
    })),
  },
  {
    id: 'release',
    belief: 'The board runs 1.20.2.r4, the last stable release.',
    source: 'Pycom’s documentation',
    alternatives: RELEASES.map((release) => ({
      id: release,
      behaviour: `run ${release}`,
      software: 'goes by what that release has',
      nature: { board: { release } },
      ways: BOARD_WAYS,
    })),
  },
];
