import type { ModemBehaviour } from '../../simulator/modem/behaviour';
import type { ModemConfiguration } from '../../simulator/modem/configuration';
import type { Fault } from '../../simulator/modem/fault';
import type { Alternative, Belief } from '../belief';
import { BOARD_FREE, FILE_WAYS, ON_THE_FLY_WAYS } from './ways';

const PROTOCOL =
  'notes on the protocol, gathered from public sources of the board’s own tool and from users’ logs';
const LOGS = 'users’ logs';

/** Everything about the modem's firmware and the AT commands that no hardware has confirmed. */
export const MODEM_BELIEFS: readonly Belief[] = [
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
      modem('one-before-ok', 'leave the empty line away', 'reads each line by itself', {
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
      modem('everywhere', 'echo in every state', 'takes the echo of its own command out of the answer', {
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
          knownFailing: {
            ways: ['sd'],
            because:
              'the board’s own tool takes such a line for an answer, each time; by UART the modem is upgraded',
          },
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
    id: 'input-buffer',
    belief: 'The modem holds 8192 bytes that it has not worked on yet.',
    source: PROTOCOL,
    alternatives: [
      modem(
        '4096-bytes',
        'hold 4096 bytes, and lose what is beyond',
        'goes back to smaller blocks when a large one is not answered',
        { inputBufferBytes: 4096 },
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
      behaves('CME-error', 'refuse `AT+CFUN=4` by `+CME ERROR`', 'goes on without it', {
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
    id: 'maximum-transfer',
    belief: 'The modem takes frames of up to 8192 bytes, its loader of up to 2048.',
    source: PROTOCOL,
    alternatives: [512, 1024, 2048, 65_535].map((bytes) =>
      modem(String(bytes), `announce ${bytes} bytes`, 'sends blocks that fit', {
        maximumTransfer: bytes,
        loaderMaximumTransfer: bytes,
      }),
    ),
  },
  {
    id: 'block-size',
    belief: 'The modem takes blocks of every size up to the one it announces.',
    source: 'the protocol’s description; the board’s own tool sends 2016 bytes, whatever is announced',
    alternatives: [2016, 4080].flatMap((bytes) => [
      modem(
        `silent-above-${bytes}`,
        `never answer a block above ${bytes} bytes`,
        'begins a new session with smaller blocks',
        {
          largestBlock: { bytes, above: 'silent' },
        },
      ),
      modem(
        `refuses-above-${bytes}`,
        `refuse a block above ${bytes} bytes`,
        'begins a new session with smaller blocks',
        {
          largestBlock: { bytes, above: 'refuse' },
        },
      ),
    ]),
  },
  {
    id: 'reset-in-session',
    belief: 'A reset in an open session begins anew within the transfer protocol.',
    source: 'the protocol’s description; a vendor’s masters close with it, another restarts the modem',
    alternatives: (['endsStp', 'restarts'] as const)
      .map((resetInSession) =>
        modem(
          resetInSession,
          resetInSession === 'endsStp' ? 'leave the protocol by it' : 'restart by it',
          'asks whoever does not answer by AT, and begins again by the command by which it began',
          { largestBlock: { bytes: 2016, above: 'silent' }, behaviour: { resetInSession } },
          { ways: BOARD_FREE },
        ),
      )
      .concat(
        (['endsStp', 'restarts'] as const).flatMap((resetInSession) => {
          const does = resetInSession === 'endsStp' ? 'leave the protocol by it' : 'restart by it';
          return [
            modem(
              `${resetInSession}-after-a-refusal`,
              `${does}, when it has refused a block size`,
              'goes on in the session that is open: a size that is refused politely needs no reset',
              { largestBlock: { bytes: 2016, above: 'refuse' }, behaviour: { resetInSession } },
              { ways: BOARD_FREE },
            ),
            modem(
              `${resetInSession}-after-a-pause`,
              `${does}, when it has paused for 7 s at the second block`,
              'tries no larger block where the modem may pause, and waits',
              { pauses: [{ at: 0.0004, ms: 7000 }], behaviour: { resetInSession } },
              { ways: BOARD_FREE },
            ),
          ];
        }),
      ),
  },
  {
    id: 'repeated-block',
    belief: 'A block that comes again with the same transaction is answered and not taken twice.',
    source: 'the protocol’s description; the board’s own tool waits 90 s before it repeats one',
    alternatives: (
      ['takenTwice', 'refused', 'notUnderstood', 'ignored', 'endsStp', 'restarts'] as const
    ).flatMap((repeatedBlock) => {
      const behaviour = {
        takenTwice: 'take it twice',
        refused: 'refuse it',
        notUnderstood: 'not understand it',
        ignored: 'say nothing to it',
        endsStp: 'leave the protocol by it',
        restarts: 'restart by it',
      }[repeatedBlock];
      return [
        modem(
          `${repeatedBlock}-in-a-pause`,
          `${behaviour}; it pauses for 80 s where no pause is known`,
          'repeats no block before 90 s have passed',
          { pauses: [0.01, 0.06, 0.5].map((at) => ({ at, ms: 80_000 })), behaviour: { repeatedBlock } },
          { ways: BOARD_FREE },
        ),
        modem(
          `${repeatedBlock}-after-a-loss`,
          `${behaviour}, when its answer was lost once`,
          'begins the transfer anew, or sends the image once more when the modem reports a failure',
          {
            habits: [{ when: { stp: 'block', nth: 9 }, what: 'silence', times: 1 }],
            behaviour: { repeatedBlock },
          },
          { ways: BOARD_FREE },
        ),
      ];
    }),
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
    id: 'checksums',
    belief: 'The modem’s transfer answers have no checksums: both are zero.',
    source: PROTOCOL,
    alternatives: [modem('filled', 'send real ones', 'holds the answer to them', { answerCrcs: 'filled' })],
  },
  {
    id: 'residue',
    belief: 'The modem takes every block whole.',
    source: PROTOCOL,
    alternatives: [
      {
        id: 'leaves-a-part',
        behaviour: 'leave a part of some blocks',
        software: 'sends that part again at the beginning of the next block',
        nature: {
          modem: {
            habits: [
              { when: { stp: 'block', nth: 2 }, what: { residue: 16 }, times: 1 },
              { when: { stp: 'block', nth: 5 }, what: { residue: 'all' }, times: 1 },
              { when: { stp: 'block', nth: 7 }, what: { residue: 1 }, times: 2 },
            ],
          },
        },
      },
    ],
  },
  {
    id: 'pauses',
    belief: 'The modem pauses for some seconds around 7 to 10 % and at 99 % of an image.',
    source: 'users’ reports',
    alternatives: [0.0001, 0.01, 0.06, 0.08, 0.5, 0.99].flatMap((at) =>
      [60, 200].map((seconds) =>
        modem(
          `${seconds}-s-at-${at * 100}-percent`,
          `pause for ${seconds} s at ${at * 100} %`,
          'waits for the answer of that block; it does not send it again before',
          { pauses: [{ at, ms: seconds * 1000 }] },
          { ways: ON_THE_FLY_WAYS },
        ),
      ),
    ),
  },
  {
    id: 'upgrade-report',
    belief: '`AT+SMUPGRADE?` says `No report` until an upgrade was made.',
    source: PROTOCOL,
    alternatives: [
      modem('earlier-success', 'still tell the success of an earlier upgrade', 'believes the version alone', {
        initialReport: 'success',
      }),
      modem('earlier-failure', 'still tell the failure of an earlier upgrade', 'believes the version alone', {
        initialReport: 'failure[flash,1]',
      }),
      modem(
        'success-outlives',
        'go on telling the success of an earlier upgrade during a transfer and after it',
        'waits for the version, not for the word',
        { initialReport: 'success', forgetsReport: false },
      ),
      modem('no-prefix', 'answer without `+SMUPGRADE:`', 'reads the word alone', { reportPrefix: '' }),
    ],
  },
  {
    id: 'applying-time',
    belief: 'The modem answers while it puts an image in place, and is done within minutes.',
    source: 'Pycom’s documentation, and users, who call ten minutes normal',
    alternatives: [
      modem('silent-240-s', 'be silent for 240 s', 'waits', { applyMs: 240_000, silentWhileApplying: true }),
      modem('silent-400-s', 'be silent for 400 s', 'waits', { applyMs: 400_000, silentWhileApplying: true }),
      modem('330-s', 'take 330 s', 'waits', { applyMs: 330_000 }),
      modem('ten-minutes', 'take 600 s', 'waits', { applyMs: 600_000 }),
      modem('half-an-hour', 'take half an hour', 'waits 35 minutes, as the board’s own tool does', {
        applyMs: 1_800_000,
      }),
      behaves('silent-after-transfer', 'be silent for 400 s after the transfer', 'waits', {
        silentAfterTransferMs: 400_000,
      }),
      behaves(
        'shows-updater',
        'show its updater for 90 s before its firmware',
        'asks until the firmware runs',
        {
          showsUpdaterMs: 90_000,
        },
      ),
      modem('lingers', 'go on running its firmware for 400 s after `AT+SMUPGRADE`', 'waits for the version', {
        lingerMs: 400_000,
      }),
    ].map((each): Alternative => ({ ...each, ways: BOARD_FREE })),
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
    id: 'report-words',
    belief: '`AT+SMUPGRADE?` says `on-going`, `success`, `fail…` or `No report`.',
    source: PROTOCOL,
    alternatives: [
      behaves('other-words', 'say `in progress`, `completed`, `idle`', 'reads words by their meaning', {
        reportForm: 'otherWords',
      }),
      behaves('capitals', 'say it in capitals', 'reads it', { reportForm: 'capitals' }),
      behaves('percentage', 'say a percentage', 'takes 100 % for done', { reportForm: 'percentage' }),
      behaves(
        'code',
        'say a number',
        'waits 35 minutes on the fly, starts the firmware and believes its version',
        {
          reportForm: 'code',
        },
      ),
      behaves(
        'error',
        'answer ERROR',
        'waits 35 minutes on the fly, starts the firmware and believes its version',
        {
          reportForm: 'error',
        },
      ),
    ],
  },
  {
    id: 'failure-words',
    belief: 'A failure is called `fail…`.',
    source: PROTOCOL,
    alternatives: (['aborted', 'badImage'] as const).map((failureWord): Alternative => ({
      id: failureWord,
      behaviour: `call it \`${failureWord === 'aborted' ? 'aborted (77)' : 'bad image'}\``,
      software: 'reads words by their meaning, and ends at once with advice that leads on',
      nature: {
        modem: { behaviour: { failureWord } },
        faults: [{ when: { phase: 'apply' }, what: 'fail' }],
      },
      ways: BOARD_FREE,
      ends: [{ ways: BOARD_FREE, expected: 'fails', because: 'the modem did not put the image in place' }],
    })),
  },
  {
    id: 'earlier-report',
    belief: 'A new transfer makes the modem forget the report of an earlier upgrade.',
    source: PROTOCOL,
    alternatives: (['success', 'failure[flash,77] Write error'] as const).flatMap((initialReport) =>
      (['saidWhileApplying', 'saidUntilRestart'] as const).map((earlierReport) =>
        modem(
          `${initialReport.slice(0, 7)}-${earlierReport}`,
          `go on saying \`${initialReport}\` ${earlierReport === 'saidUntilRestart' ? 'until it restarts' : 'while it applies'}`,
          'compares with what was said before the transfer, and believes only what is new',
          { initialReport, applyMs: 200_000, behaviour: { earlierReport } },
          { ways: BOARD_FREE },
        ),
      ),
    ),
  },
  {
    id: 'boot-mode-words',
    belief: '`AT+SMSWBOOT?` answers `+SMSWBOOT: FFF` and the like.',
    source: PROTOCOL,
    alternatives: (['lowerCase', 'quoted', 'number', 'error'] as const).map((bootModeForm) =>
      behaves(
        bootModeForm,
        `answer ${{ lowerCase: '`+SMSWBOOT: fff`', quoted: '`+SMSWBOOT: "FFF"`', number: '`+SMSWBOOT: 1`', error: 'ERROR' }[bootModeForm]}`,
        bootModeForm === 'error' ? 'goes on without it' : 'reads it',
        { bootModeForm },
      ),
    ),
  },
  {
    id: 'apply-once',
    belief: '`AT+SMUPGRADE` is answered at once.',
    source: PROTOCOL,
    alternatives: [
      behaves(
        '100-s',
        'check the image for 100 s before its `OK`',
        'waits two minutes, and gives the command once',
        { applyAnswerMs: 100_000 },
        { ways: FILE_WAYS.filter((way) => way !== 'two-step') },
      ),
    ],
  },
  {
    id: 'updater-wakes',
    belief: 'The updater answers 20 s after it was loaded.',
    source: PROTOCOL,
    alternatives: [modem('240-s', 'take 240 s', 'waits', { updaterWakeMs: 240_000 }, { ways: ['recovery'] })],
  },
];

type Rest = Partial<Omit<Alternative, 'id' | 'behaviour' | 'software' | 'nature'>>;

function modem(
  id: string,
  behaviour: string,
  software: string,
  configuration: Partial<ModemConfiguration>,
  rest: Rest = {},
): Alternative {
  return { id, behaviour, software, nature: { modem: configuration }, ...rest };
}

/** Ways through a board are left to its own tool, which reads these answers in its own manner. */
function behaves(
  id: string,
  behaviour: string,
  software: string,
  options: Partial<ModemBehaviour>,
  rest: Rest = {},
): Alternative {
  return modem(id, behaviour, software, { behaviour: options }, { ways: BOARD_FREE, ...rest });
}

function habit(
  id: string,
  behaviour: string,
  software: string,
  when: Fault['when'],
  what: Fault['what'],
  rest: Rest = {},
): Alternative {
  return modem(id, behaviour, software, { habits: [{ when, what }] }, rest);
}

function refused(at: string): Alternative {
  return habit(at, `refuse \`${at}\``, 'goes on without it', { at }, 'error');
}
