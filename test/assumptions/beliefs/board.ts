import { BUSY_MAIN, FLASH_BYTES, HEAP_BYTES } from '../../simulator/board/boardOptions';
import type { Belief, Ending } from '../belief';
import { BOARD_WAYS } from './ways';

/** Each release has a feature that the previous one lacks. */
const RELEASES = ['1.18.1.r5', '1.18.2.r4', '1.20.0.rc13', '1.20.1.r1', '1.20.2.r1', '1.20.2.r6'];

/** Tool 1.2.5 while it switches to MIRROR mode. */
const TOOL_LEAVES_BOOTROM: Ending = {
  ways: ['uart-factory'],
  expected: 'refused',
  because: 'its tool leaves the factory’s bootrom in place there; from a card or `/flash` it replaces it',
};

/** The board and its firmware. */
const STREWN_BYTES = 24 * 1024;

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
        // The simulated board’s modules are spread over its heap. A real board has them in flash, and its free heap in one piece.
        nature: {
          board: { flashBytes: FLASH_BYTES.small, heapBytes: HEAP_BYTES.internal + STREWN_BYTES },
        },
        ways: BOARD_WAYS,
      },
    ],
  },
  {
    id: 'kind',
    belief: 'A board with this modem calls itself GPy.',
    source: 'Pycom’s documentation; pycom-micropython-sigfox issue 225 for the G01',
    alternatives: [
      {
        id: 'FiPy',
        behaviour: 'call itself FiPy',
        software: 'treats it alike',
        nature: { board: { sysname: 'FiPy' } },
        ways: BOARD_WAYS,
      },
      {
        id: 'G01',
        behaviour: 'call itself G01, so that its own tool takes itself for a program on a computer',
        software: 'says that the tool does not work there, and which firmware the board needs',
        test: {
          file: 'test/scenario/board/inspect.test.ts',
          title: 'says what a board needs whose own tool does not know its name',
        },
      },
    ],
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
    id: 'watchdog',
    belief: 'No watchdog runs on the board.',
    source:
      '`machine.WDT` and `pycom.wdt_on_boot` in the firmware’s machwdt.c and mptask.c; Pybytes begins one, too',
    alternatives: [
      {
        id: 'fed-by-main',
        behaviour: 'restart two seconds after main.py, which feeds a watchdog, was stopped',
        software:
          'gives the watchdog 25 days after breaking in, and begins an upgrade at a cable with a start in safe boot',
        nature: { board: { mainPy: BUSY_MAIN.guarded } },
        ways: BOARD_WAYS,
      },
      {
        id: 'from-each-start',
        behaviour: 'begin one of eight seconds at each start, in safe boot, too',
        software: 'gives it 25 days',
        nature: { board: { watchdogOnBootMs: 8000 } },
        ways: BOARD_WAYS,
      },
      {
        id: 'fixed',
        behaviour: 'have one that cannot be given another time',
        software: 'names it and begins nothing',
        test: {
          file: 'test/scenario/board/watchdog.test.ts',
          title: 'ends an upgrade before it begins when its timeout can’t be extended',
        },
      },
    ],
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
      ...(release === '1.18.2.r4' ? { ends: [TOOL_LEAVES_BOOTROM] } : {}),
    })),
  },
  {
    id: 'hash',
    belief: 'Nothing else uses the hardware that hashes.',
    source: 'the firmware’s moduhashlib.c: "only one active hash operation is permitted at a time"',
    alternatives: [
      {
        id: 'begun-by-hand',
        behaviour: 'have an unfinished hash, which outlives a soft reset',
        software:
          'restarts the board before anything is copied; over the network, it says so, and what to do',
        nature: { board: { hashBegun: true } },
        ways: ['flash', 'sd', 'uart', 'uart-factory'],
        test: {
          file: 'test/scenario/board/hash.test.ts',
          title:
            'a board on the network with an unfinished hash is not restarted, and the error says what to do',
        },
      },
      {
        id: 'begun-by-main',
        behaviour: 'have main.py begin a hash at each start, and not end it',
        software: 'restarts the board without main.py',
        nature: { board: { mainPy: 'import uhashlib\nh = uhashlib.sha256(b"x")\n' } },
        ways: ['flash', 'sd', 'uart', 'uart-factory'],
      },
    ],
  },
];
