import { ALL_WAY_NAMES } from '../../faults/wayName';
import type { Alternative, Belief } from '../belief';
import { behaves, MISREAD_BY_THE_TOOL, modem, PROTOCOL } from './modemAlternative';
import { BOARD_FREE, FILE_WAYS } from './ways';

/** How the modem applies an image and reports that. */
export const APPLYING_BELIEFS: readonly Belief[] = [
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
        'keep reporting the success of an earlier upgrade during a transfer and after it',
        'waits for the version, not for the word',
        { initialReport: 'success', forgetsReport: false },
      ),
      modem(
        'no-prefix',
        'answer without `+SMUPGRADE:`',
        'reads the word alone; the board’s tool breaks off over it with an image that is written on the fly',
        { reportPrefix: '' },
        { ways: ALL_WAY_NAMES.filter((way) => way !== 'sd'), test: MISREAD_BY_THE_TOOL },
      ),
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
      behaves(
        'works-after-start',
        'install in its updater for another 100 s after the command to start its firmware',
        'doesn’t start it again while it reports an installation',
        { worksAfterStartMs: 100_000 },
      ),
      modem('lingers', 'keep running its firmware for 400 s after `AT+SMUPGRADE`', 'waits for the version', {
        lingerMs: 400_000,
      }),
    ].map((each): Alternative => ({ ...each, ways: BOARD_FREE })),
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
          `keep saying \`${initialReport}\` ${earlierReport === 'saidUntilRestart' ? 'until it restarts' : 'while it applies'}`,
          'compares with what was said before the transfer, and believes only what is new',
          { initialReport, applyMs: 200_000, behaviour: { earlierReport } },
          { ways: BOARD_FREE },
        ),
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
];
