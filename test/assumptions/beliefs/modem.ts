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
      modem('0.9-s', 'take 0.9 s for each answer', 'waits longer than that for every answer', {
        answerMs: 900,
      }),
      habit(
        'upgrade-22-s',
        'take 22 s for the `OK` of `AT+SMUPGRADE`',
        'waits, and sends that command only once',
        { at: 'AT+SMUPGRADE' },
        { lateMs: 22_000 },
        { ways: FILE_WAYS },
      ),
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
      {
        ...refused('AT+CFUN=4'),
        knownFailing: {
          ways: ['FFF', 'ON_THE_FLY', 'two-step'],
          because: 'an upgrade ends where the radio cannot be turned off',
        },
      },
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
    ].map((each): Alternative => ({
      ...each,
      ways: BOARD_FREE,
      ...(each.id === 'silent-240-s'
        ? {}
        : { knownFailing: { ways: BOARD_FREE, because: 'it gives up after five minutes' } }),
    })),
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
