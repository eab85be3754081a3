import type { Belief } from '../belief';
import { BOARD_FREE, ON_THE_FLY_WAYS } from './ways';

/** The boot loader of the modem, and what it starts after a failure. */
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
    belief: 'A modem that refuses a differential image keeps its firmware and starts it.',
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
  {
    id: 'updater-in-flash',
    belief: 'The modem’s flash holds an updater, which `AT+SMSWBOOT=3,1` starts.',
    source: 'the board’s own tool; users saw every restart end in recovery',
    alternatives: [
      {
        id: 'none',
        behaviour: 'have none, so that this command ends in recovery',
        software:
          'loads `updater.elf` where you gave it with the image; else it ends before the first byte and asks for it',
        nature: { modem: { behaviour: { updaterInFlash: false } } },
        test: {
          file: 'test/scenario/modemBeliefs.test.ts',
          title: 'without an updater in its flash gets the one that came with the image',
        },
        ways: [...ON_THE_FLY_WAYS, 'FFF', 'two-step'],
        ends: [
          {
            ways: ['ON_THE_FLY', 'two-step'],
            expected: 'fails',
            because: 'it needs `updater.elf`, which was not given',
          },
        ],
      },
    ],
  },
  {
    id: 'factory-bootrom',
    belief: 'A modem with the factory’s bootrom 33080 takes no full image without an updater.',
    source: 'Pycom’s documentation',
    alternatives: [
      {
        id: 'taken',
        behaviour: 'take it',
        software: 'still replaces the bootrom first, through the board',
        nature: { modem: { withoutUpdater: 'taken' } },
        ways: ['sd', 'uart-factory'],
      },
      {
        id: 'in-mirror-mode',
        behaviour: 'be met in MIRROR mode, in which nobody can replace it',
        software: 'refuses, and says how the board does it',
        test: {
          file: 'test/unit/upgrade/decisionRows.ts',
          title: "mirror(factory), ['C41065'], { elf: ELF }, 'mirror-cannot-replace-bootrom'",
        },
      },
    ],
  },
  {
    id: 'recovery-rate',
    belief: 'A modem in recovery speaks at 115200 baud until `AT+IPR`.',
    source: 'the board’s own tool',
    alternatives: [
      {
        id: '921600',
        behaviour: 'speak at 921600 baud at once',
        software: 'asks at both rates',
        nature: { modem: { recoveryBaudRate: 921_600 } },
        ways: ['recovery'],
      },
    ],
  },
];

function cutWhileApplying() {
  return [
    { when: { phase: 'apply' }, what: 'powerCut' },
    { when: { phase: 'apply' }, what: 'unplug' },
  ] as const;
}
