import type { BoardOptions } from '../../simulator/board/boardOptions';
import type { Fault } from '../../simulator/modem/fault';
import type { Belief, Ending } from '../belief';
import { BOARD_WAYS } from './ways';

type Board = Pick<BoardOptions, 'release'> & Partial<Pick<BoardOptions, 'toolVersion'>>;

/** A board firmware with this release of the tool. No firmware has 1.2.7 of the library. */
const TOOLS: readonly (readonly [id: string, board: Board, behaviour: string])[] = [
  ['1.2.0', { release: '1.18.1.r7' }, 'be 1.2.0, which ends itself when something fails'],
  ['1.2.2', { release: '1.18.2.r1' }, 'be 1.2.2'],
  ['1.2.3', { release: '1.18.2.r3' }, 'be 1.2.3, which leaves a modem in recovery at 115200 baud'],
  ['1.2.5', { release: '1.18.3' }, 'be 1.2.5, which leaves the factory’s bootrom beneath its firmware'],
  ['1.2.5-late', { release: '1.20.0.rc12.1' }, 'be the last 1.2.5, which looks at the bootrom alone'],
  ['1.2.6-first', { release: '1.20.0.rc13' }, 'be the first 1.2.6, which ends itself still'],
  ['1.2.7', { release: '1.20.2.r4', toolVersion: '1.2.7' }, 'be 1.2.7, the library’s'],
];

const KEEPS_BOOTROM: Ending = {
  ways: ['uart-factory'],
  expected: 'refused',
  because: 'that tool leaves the factory’s bootrom in place there; from a card or `/flash` it replaces it',
};
const STAYS_SLOW: Ending = {
  ways: ['uart-factory'],
  expected: 'refused',
  because: 'that tool leaves a modem in recovery at a rate that MIRROR mode does not have',
};
const ENDS_OTHERWISE: Readonly<Record<string, readonly Ending[]>> = {
  '1.2.3': [STAYS_SLOW],
  '1.2.5': [KEEPS_BOOTROM],
};

/** Longer than the tool’s timeout of 300 s. */
const LONG_MS = 500_000;
/** Each run reads the modem first, with `info()` in both forms. */
const BEHIND_THE_READING = { state: 3, bootrom: 2 } as const;
/** In five rounds. The modem does not receive queries at a rate other than its own. */
const QUESTIONS_OF_A_SEARCH = 5;
const UNFOUND: readonly Fault[] = [
  {
    when: { at: 'AT+SMOD?', nth: BEHIND_THE_READING.state },
    what: 'silence',
    times: QUESTIONS_OF_A_SEARCH,
  },
];
/** Errors with which the tool exits. */
const NO_UPDATER: readonly Fault[] = [
  { when: { at: 'AT+SMSWBOOT=3,1' }, what: 'error' },
  { when: { at: 'AT+SMSWBOOT=3,0' }, what: 'error' },
];

/** `sqnsupgrade`, the board's own tool. */
export const TOOL_BELIEFS: readonly Belief[] = [
  {
    id: 'tool-version',
    belief: 'The board’s tool is 1.2.6, that of the last releases.',
    source: 'sqnsupgrade by release',
    alternatives: TOOLS.map(([id, board, behaviour]) => ({
      id,
      behaviour,
      software: 'goes by what that version says and does',
      nature: { board },
      ways: BOARD_WAYS,
      ends: ENDS_OTHERWISE[id] ?? [],
    })),
  },
  {
    id: 'tool-patience',
    belief: 'The modem is done within the 300 s for which the board’s tool asks it.',
    source: 'sqnsupgrade; users call ten minutes normal',
    alternatives: [
      ...TOOLS.map(([id, board]) => ({
        id: `500-s-${id}`,
        behaviour: `give up after 300 s (${id}), when the modem takes 500 s`,
        software: 'leaves the power on, and asks the modem through the board until it is done',
        nature: { board, modem: { applyMs: LONG_MS } },
        ways: ['flash', 'sd'] as const,
      })),
      {
        id: '500-s',
        behaviour: 'give up after 300 s (1.2.6), when the modem takes 500 s',
        software: 'leaves the power on, and asks the modem through the board until it is done',
        nature: { modem: { applyMs: LONG_MS } },
        ways: BOARD_WAYS,
      },
      {
        id: '500-s-silent',
        behaviour: 'wait for a modem that is silent for 500 s',
        software: 'waits with it',
        nature: { modem: { applyMs: LONG_MS, silentWhileApplying: true } },
        ways: BOARD_WAYS,
      },
    ],
  },
  {
    id: 'tool-finds-modem',
    belief: 'The board’s tool finds a modem that answered a moment ago.',
    source:
      'sqnsupgrade: 1.2.6 and 1.2.7 print `Could not detect your modem!` and continue, the others end there',
    alternatives: [
      {
        id: 'goes-on',
        behaviour: 'say that it does not detect the modem, continue, and succeed (1.2.6)',
        software: 'lets it continue; its last word and the version that is read then decide',
        nature: { faults: UNFOUND },
        ways: ['flash', 'sd'],
        test: {
          file: 'test/scenario/toolWords.test.ts',
          title: 'between the two halves of the pair the tool continues without having found the modem',
        },
      },
      {
        id: 'goes-on-1.2.7',
        behaviour: 'the same (1.2.7)',
        software: 'lets it continue; its last word and the version that is read then decide',
        nature: { board: { toolVersion: '1.2.7' }, faults: UNFOUND },
        ways: ['flash', 'sd'],
      },
      {
        id: 'ends',
        behaviour: 'say so and end itself (1.2.5)',
        software: 'fails, and its advice leads on',
        nature: { board: { release: '1.18.3' }, faults: UNFOUND },
        ways: ['flash', 'sd'],
        ends: [{ ways: ['flash', 'sd'], expected: 'fails', because: 'the tool sent nothing' }],
      },
    ],
  },
  {
    id: 'tool-replaces-bootrom',
    belief: 'The board’s tool replaces the factory’s bootrom wherever it gets an updater.',
    source: 'sqnsupgrade by release; one lost answer is enough for it to leave the bootrom as it is',
    alternatives: [
      {
        id: 'asked-in-vain-once',
        behaviour: 'leave it when its question for the bootrom is refused once, and send the image anyway',
        software: 'stops the tool at the words that say so, before the image, and asks it again',
        nature: {
          modem: { withoutUpdater: 'taken' },
          faults: [{ when: { at: 'AT!="showver"', nth: BEHIND_THE_READING.bootrom }, what: 'error' }],
        },
        ways: ['sd', 'uart-factory'],
      },
      {
        id: '1.2.5-taken',
        behaviour: 'leave it on the way into MIRROR mode (1.2.5), and the modem takes the image anyway',
        software: 'refuses UART there, and names an SD card',
        nature: { board: { release: '1.18.3' }, modem: { withoutUpdater: 'taken' } },
        ways: ['sd', 'uart-factory'],
        ends: [KEEPS_BOOTROM],
      },
    ],
  },
  {
    id: 'tool-exits',
    belief: '`SystemExit`, by which the tool ends itself up to the first 1.2.6, leads back to the prompt.',
    source: 'the firmware’s pyexec.c by tag',
    alternatives: (
      [
        ['prompt', 'lead back to the prompt, when the modem refuses to start its updater (1.2.5)'],
        ['softReset', 'restart the board’s firmware, when the modem refuses to start its updater (1.2.5)'],
      ] as const
    ).map(([systemExit, behaviour]) => ({
      id: systemExit,
      behaviour,
      software: 'fails by what the tool printed, and its advice leads on',
      nature: { board: { release: '1.18.3', systemExit }, faults: NO_UPDATER },
      ways: ['sd'],
      ends: [{ ways: ['sd'], expected: 'fails', because: 'the tool sent nothing' }],
    })),
  },
  {
    id: 'verbose-info',
    belief:
      '`sqnsupgrade.info(True)` tells version and boot loaders of a modem that tells its version in the plain form.',
    source: 'sqnsupgrade',
    alternatives: (
      [
        ['crashes', 'end in a traceback over what the modem says'],
        ['findsNoModem', 'find no modem'],
      ] as const
    ).map(([verboseInfo, behaviour]) => ({
      id: verboseInfo,
      behaviour,
      software: 'asks for the plain form; the bootrom is unknown then, and the rules go by the build',
      nature: { board: { verboseInfo } },
      ways: BOARD_WAYS,
      test: {
        file: 'test/unit/board/readModemThroughBoard.test.ts',
        title: 'takes the version from the plain form when the verbose form falls silent',
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
          title: 'is upgraded in MIRROR mode, to which the refusal leads',
        },
      },
      {
        id: 'misread-once',
        behaviour: 'be misread once: another build, two builds or none',
        software: 'asks again, up to three times, before it says that the modem has changed',
        test: {
          file: 'test/unit/upgrade/run/boardTool.test.ts',
          title: 'is started although the modem was misread once',
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
