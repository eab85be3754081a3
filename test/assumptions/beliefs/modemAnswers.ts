import { ALL_WAY_NAMES } from '../../faults/wayName';
import type { Belief } from '../belief';
import { behaves, habit, LOGS, MISREAD_BY_THE_TOOL, modem, PROTOCOL, refused } from './modemAlternative';
import { BOARD_FREE, FILE_WAYS } from './ways';

/** The modem’s answers to AT commands, and its unsolicited output. */
export const ANSWER_BELIEFS: readonly Belief[] = [
  {
    id: 'line-ends',
    belief: 'Lines end in CR LF, an answer begins with a line end, and an empty line stands before `OK`.',
    source: PROTOCOL,
    alternatives: [
      ...(
        [
          ['lf', '\n', 'LF'],
          ['cr', '\r', 'CR'],
          ['crcrlf', '\r\r\n', 'CR CR LF'],
        ] as const
      ).map(([id, lineEnd, name]) =>
        modem(
          id,
          `end lines in ${name}`,
          'takes any run of CR and LF for a line end',
          { lineEnd },
          { ways: BOARD_FREE },
        ),
      ),
      modem('no-leading', 'begin an answer with its first line', 'needs no line end in front', {
        leadingLineEnd: false,
      }),
      modem('one-before-ok', 'leave the empty line away', 'reads each line on its own', {
        lineEndsBeforeOk: 1,
      }),
      modem(
        'leading-in-recovery',
        'begin its answers with a line end in recovery, too',
        'drops empty lines',
        {
          recoveryLeadingLineEnd: true,
        },
      ),
    ],
  },
  {
    id: 'echo',
    belief: 'The firmware echoes commands until `ATE0`; updater and recovery do not.',
    source: PROTOCOL,
    alternatives: [
      modem('everywhere', 'echo in every state', 'removes the echo of its command from the answer', {
        echoIn: [0, 1, 2, 4],
      }),
      modem('never', 'echo nothing', 'needs no echo', { echoIn: [] }),
    ],
  },
  {
    id: 'answer-time',
    belief: 'A command is answered within a moment.',
    source: PROTOCOL,
    alternatives: [
      modem(
        '0.9-s',
        'take 0.9 s for each answer',
        'waits longer than that for every answer; the board’s tool would not',
        { answerMs: 900 },
        { ways: BOARD_FREE },
      ),
      habit(
        'upgrade-22-s',
        'take 22 s for the `OK` of `AT+SMUPGRADE`',
        'waits, and sends that command only once',
        { at: 'AT+SMUPGRADE' },
        { lateMs: 22_000 },
        { ways: FILE_WAYS },
      ),
      habit(
        'upgrade-never',
        'restart without an `OK` to `AT+SMUPGRADE`',
        'waits two minutes for it, looks what the modem does, and sends that command only once',
        { at: 'AT+SMUPGRADE' },
        'silence',
        { ways: FILE_WAYS },
      ),
    ],
  },
  {
    id: 'one-answer',
    belief: 'One command has one answer, which comes in one piece.',
    source: PROTOCOL,
    alternatives: [
      {
        id: 'bytes-50-ms-apart',
        behaviour: 'send its bytes 50 ms apart',
        software: 'puts them together; a pause between two bytes ends no answer',
        nature: { wire: { fragmentBytes: 1, fragmentGapMs: 50 } },
        ways: BOARD_FREE,
      },
      modem('twice', 'answer twice', 'drops what came before it asks again', { answerForm: 'twice' }),
      modem('tailed', 'send bytes of nothing behind an answer', 'drops what came before it asks again', {
        answerForm: 'tailed',
      }),
    ],
  },
  {
    id: 'unsolicited-lines',
    belief: 'Lines that nobody asked for come now and then.',
    source: PROTOCOL,
    alternatives: [
      habit(
        'before-each-answer',
        'send one in front of every answer',
        'passes over lines that are no answer',
        { at: '*' },
        'unsolicited',
        {
          ways: ALL_WAY_NAMES.filter((way) => way !== 'sd'),
          test: MISREAD_BY_THE_TOOL,
        },
      ),
      habit(
        'stale',
        'send the answer before in front of every answer, an `OK` or `ERROR` included',
        'drops what came before it asks, and holds each answer to what was asked',
        { at: 'AT*' },
        'stale',
        { ways: BOARD_FREE },
      ),
      {
        id: 'restarts-by-itself',
        behaviour: 'restart once while it is prepared',
        software: 'asks until it answers again, and brings it back to where it was',
        nature: { modem: { habits: [{ when: { at: 'AT+SMLOG?' }, what: 'reset', times: 1 }] } },
        ways: BOARD_FREE,
      },
    ],
  },
  {
    id: 'data-session',
    belief: 'No data session (PPP) is open.',
    source: PROTOCOL,
    alternatives: [
      modem(
        'open',
        'be in a data session, in which it takes no command',
        'ends it by `+++` with a silence on both sides',
        { dataSession: true },
        { ways: ['FFF', 'ON_THE_FLY', 'two-step'] },
      ),
    ],
  },
  {
    id: 'reset-noise',
    belief: 'A few bytes of noise, NULs among them, come before `+SYSSTART`.',
    source: LOGS,
    alternatives: [
      modem('none', 'send none', 'needs none', { noiseAfterReset: new Uint8Array() }),
      modem('long', 'send 300 bytes of it', 'passes over what is no line', {
        noiseAfterReset: Uint8Array.from({ length: 300 }, (_, at) => (at * 37) & 0xff),
      }),
    ],
  },
  {
    id: 'family',
    belief: 'Firmware of NB-IoT (6.x) is upgraded as that of CAT-M1 (5.x) is.',
    source: 'Pycom’s documentation',
    alternatives: [
      modem(
        'nb-iot',
        'run NB-IoT firmware',
        'upgrades it alike, and says that the image is of the other family',
        { family: 'NB-IoT', version: '6.0.0.0', build: '36571', ue: '6.0.0.0-ER7' },
        { ways: ['ON_THE_FLY'] },
      ),
    ],
  },
  {
    id: 'preparing-commands',
    belief: 'The commands that prepare the firmware for an upgrade are answered with `OK`.',
    source: PROTOCOL,
    alternatives: [
      refused('AT+BIND=AT'),
      refused('ATE0'),
      refused('AT+SMLOG?'),
      refused('AT+SQNSUPGRADENTF="started"'),
      refused('AT+SQNWL="sqndcc",2'),
      refused('AT+CFUN=4'),
      behaves('CME-error', 'refuse `AT+CFUN=4` by `+CME ERROR`', 'continues without it', {
        radioOff: '+CME ERROR: operation not allowed',
      }),
      modem(
        'silent-after-note',
        'be silent for 15 s after the note that an upgrade begins',
        'asks until it answers again',
        { notifySilenceMs: 15_000 },
        { ways: BOARD_FREE },
      ),
    ],
  },
  {
    id: 'version-text',
    belief: '`AT!="showver"` tells each program’s version and build in brackets.',
    source: LOGS,
    alternatives: [
      modem('without-version', 'tell the builds alone', 'takes the version from `ATI1`', {
        versionStyle: 'withoutVersion',
      }),
      modem('build-form', 'write `BUILD5.1.1.0-33988`', 'reads that form, too', {
        versionStyle: 'buildForm',
      }),
      modem('empty-ue', 'leave the UE line empty', 'does without it', { versionStyle: 'emptyUe' }),
      modem('blank-lines', 'put an empty line between all lines', 'passes over empty lines', {
        versionStyle: 'blankLines',
      }),
      habit(
        'refused',
        'refuse the command',
        'takes the version from `ATI1`; it does not know the bootloader then',
        { at: 'AT!="showver"' },
        'error',
        { ways: BOARD_FREE },
      ),
    ],
  },
  {
    id: 'identification',
    belief: '`ATI1` answers the UE line and the LR line.',
    source: LOGS,
    alternatives: [
      modem('vendor', 'name its maker and its kind in front of them', 'looks for the lines it knows', {
        identification: 'vendor',
      }),
      modem('blank-lines', 'put empty lines between them', 'passes over empty lines', {
        identification: 'blankLines',
      }),
      modem('missing', 'answer `OK` alone', 'takes the version from `AT!="showver"`', {
        identification: 'missing',
      }),
    ],
  },
  {
    id: 'imei',
    belief: 'The modem has a number (IMEI) and tells it.',
    source: PROTOCOL,
    alternatives: [habit('missing', 'tell none', 'upgrades without it', { at: 'AT+CGSN' }, 'error')],
  },
  {
    id: 'start-announced',
    belief:
      '`+SYSSTART` is sent once when the firmware or the updater starts, and the modem answers from then on.',
    source: LOGS,
    alternatives: [
      modem('never', 'send none', 'asks by `AT` whether the modem is back', { announcesStartIn: [] }),
      habit('twice', 'send it twice', 'takes the second for the same', { phase: 'start' }, 'doubleStart'),
      modem('early', 'send it a second before it answers', 'asks by `AT` until it answers', {
        announcesEarlierMs: 1000,
      }),
      modem('late', 'take 40 s to start', 'waits five minutes', { bootMs: 40_000 }),
    ],
  },
  {
    id: 'm-tools',
    belief: 'State 1 is a program that works like a firmware.',
    source: 'the board’s own tool; a vendor’s public header calls it FFH with mtools.elf',
    alternatives: [
      modem(
        'found',
        'be found in it',
        'prepares it as it would the firmware',
        { state: 1 },
        { ways: ['ON_THE_FLY'] },
      ),
      {
        id: 'in-recovery',
        behaviour: 'be a recovery mode that takes an image on the fly, and is lost by a restart',
        software: 'sends a full image from it straight away',
        nature: { modem: { state: 1, behaviour: { mTools: 'inRecovery' } } },
        ways: ['ON_THE_FLY'],
        test: {
          file: 'test/scenario/modemBeliefs.test.ts',
          title: 'state 1 may be a recovery mode, which takes an image on the fly and must not be restarted',
        },
      },
    ],
  },
  {
    id: 'commands-taken',
    belief: 'A modem that answers takes commands.',
    source: LOGS,
    alternatives: [
      {
        id: 'refuses-everything',
        behaviour: 'answer ERROR to every command, `AT` too',
        software:
          'says that the modem refuses commands, and that a full image with updater.elf follows a power cycle',
        test: {
          file: 'test/scenario/modemBeliefs.test.ts',
          title: 'a modem that answers ERROR to everything',
        },
      },
    ],
  },
  {
    id: 'state-form',
    belief: '`AT+SMOD?` answers with the bare number of the state.',
    source: PROTOCOL,
    alternatives: [
      behaves('named', 'answer `+SMOD: 2`', 'reads it', { stateForm: 'named' }),
      behaves('quoted', 'answer `"2"`', 'reads it', { stateForm: 'quoted' }),
      behaves('two-digits', 'answer `02`', 'reads it', { stateForm: 'twoDigits' }),
      behaves('word', 'answer `+SMOD: FFF`', 'reads it', { stateForm: 'word' }),
    ],
  },
  {
    id: 'updater-state',
    belief: '`AT+SMOD?` calls the updater 4.',
    source:
      'the board’s own tool; a vendor’s public header calls 3 UPDATER and 4 RECOVERY, and 1 FFH with mtools.elf',
    alternatives: [
      behaves('3', 'call it 3', 'takes both for an updater', { updaterNumber: 3, loadedUpdaterNumber: 3 }),
      behaves(
        'loaded-1',
        'call a loaded one 1, and lose it by a restart',
        'sends the image and restarts nothing',
        { loadedUpdaterNumber: 1, updaterInFlash: false },
        { ways: ['recovery'] },
      ),
    ],
  },
  {
    id: 'boot-mode-words',
    belief: '`AT+SMSWBOOT?` answers `+SMSWBOOT: FFF` and the like.',
    source: PROTOCOL,
    alternatives: (['lowerCase', 'quoted', 'number', 'error'] as const).map((bootModeForm) =>
      behaves(
        bootModeForm,
        `answer ${{ lowerCase: '`+SMSWBOOT: fff`', quoted: '`+SMSWBOOT: "FFF"`', number: '`+SMSWBOOT: 1`', error: 'ERROR' }[bootModeForm]}`,
        bootModeForm === 'error' ? 'continues without it' : 'reads it',
        { bootModeForm },
      ),
    ),
  },
];
