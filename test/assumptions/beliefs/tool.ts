import type { Belief } from '../belief';
import { BOARD_WAYS } from './ways';

/** `sqnsupgrade`, the board's own tool. */
export const TOOL_BELIEFS: readonly Belief[] = [
  {
    id: 'verbose-info',
    belief: '`sqnsupgrade.info(True)` tells the boot loaders of a modem that told its version before.',
    source: 'sqnsupgrade',
    alternatives: (
      [
        ['crashes', 'end in a traceback over what the modem says'],
        ['findsNoModem', 'find no modem the second time'],
      ] as const
    ).map(([verboseInfo, behaviour]) => ({
      id: verboseInfo,
      behaviour,
      software: 'keeps the version; the bootrom is unknown then, and the rules go by the build',
      nature: { board: { verboseInfo } },
      ways: BOARD_WAYS,
      test: {
        file: 'test/unit/board/readModemThroughBoard.test.ts',
        title: 'keeps what the plain form said where the verbose one falls silent',
      },
    })),
  },
  {
    id: 'tool-reads-modem',
    belief: 'The board’s tool can read the modem.',
    source: 'sqnsupgrade: it splits answers at CR LF and takes for a state what is a number then',
    alternatives: [
      {
        id: 'line-ends',
        behaviour: 'end lines so that the tool does not detect it',
        software: 'says so, and how the port is connected to the modem without the tool',
        test: {
          file: 'test/scenario/toolReleases.test.ts',
          title: 'is upgraded in MIRROR mode, into which the refusal leads',
        },
      },
      {
        id: 'misread-once',
        behaviour: 'be misread once: another build, two builds or none',
        software: 'asks again, up to three times, before it says that the modem has changed',
        test: {
          file: 'test/unit/upgrade/perform/boardTool.test.ts',
          title: 'is started where the modem was misread once',
        },
      },
    ],
  },
  {
    id: 'tool-raises-rate',
    belief: 'The board’s tool brings a modem in recovery to the rate of MIRROR mode.',
    source: 'sqnsupgrade by release',
    alternatives: [
      {
        id: '1.2.3',
        behaviour: 'leave it at 115200 baud (1.2.3)',
        software: 'refuses UART there, and names an SD card',
        test: {
          file: 'test/unit/upgrade/decisionRows.ts',
          title: '1.2.3 leaves a modem in recovery at a rate that MIRROR mode does not have',
        },
      },
    ],
  },
];
