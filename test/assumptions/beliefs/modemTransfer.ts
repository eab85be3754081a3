import type { Belief } from '../belief';
import { modem, PROTOCOL } from './modemAlternative';
import { BOARD_FREE, ON_THE_FLY_WAYS } from './ways';

/** How the modem receives a file. */
export const TRANSFER_BELIEFS: readonly Belief[] = [
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
    belief: 'A reset in an open session restarts the transfer protocol.',
    source: 'the protocol’s description; a vendor’s masters close with it, another restarts the modem',
    alternatives: (['endsStp', 'restarts'] as const)
      .map((resetInSession) =>
        modem(
          resetInSession,
          resetInSession === 'endsStp' ? 'leave the protocol by it' : 'restart by it',
          'asks a silent modem with AT, and restarts with the command that started the transfer',
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
              'continues in the open session: a size that is refused politely needs no reset',
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
          'restarts the transfer, or sends the image once more when the modem reports a failure',
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
    id: 'updater-wakes',
    belief: 'The updater answers 20 s after it was loaded.',
    source: PROTOCOL,
    alternatives: [modem('240-s', 'take 240 s', 'waits', { updaterWakeMs: 240_000 }, { ways: ['recovery'] })],
  },
];
