import type { Belief } from '../belief';
import { BOARD_FREE } from './ways';

/** What starts the modem's programs, and what it starts when something went wrong. */
export const BOOTLOADER_BELIEFS: readonly Belief[] = [
  {
    id: 'after-power-cut',
    belief: 'A modem whose power is cut while it puts an image in place comes up in its updater.',
    source: 'the board’s own tool, which is made for it',
    alternatives: [
      {
        id: 'recovery',
        behaviour: 'come up in its recovery mode',
        software: 'fails, and its advice leads on with `updater.elf`',
        nature: { modem: { afterPowerCut: 'recovery' }, faults: cutWhileApplying() },
        ways: BOARD_FREE,
        ends: [{ ways: BOARD_FREE, expected: 'fails', because: 'the power was cut' }],
      },
    ],
  },
  {
    id: 'after-failed-difference',
    belief: 'A modem that refuses a differential image goes on with its firmware.',
    source: 'users’ logs',
    alternatives: (['updater', 'recovery'] as const).map((afterFailedDifference) => ({
      id: afterFailedDifference,
      behaviour: `come up in its ${afterFailedDifference === 'updater' ? 'updater' : 'recovery mode'}`,
      software: 'fails, and its advice leads on with a full image',
      nature: {
        modem: { afterFailedDifference },
        faults: [{ when: { phase: 'apply' }, what: 'fail' }],
      },
      ways: ['FFF'],
      ends: [{ ways: ['FFF'], expected: 'fails', because: 'the modem refused the image' }],
    })),
  },
];

function cutWhileApplying() {
  return [
    { when: { phase: 'apply' }, what: 'powerCut' },
    { when: { phase: 'apply' }, what: 'unplug' },
  ] as const;
}
