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
];
