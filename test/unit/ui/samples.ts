import { phrase } from '../../../src/base/phrase';
import type { ImageDescription } from '../../../src/firmware/firmwareImage';
import type { ModemReading } from '../../../src/modem/modemReading';
import type { BoardFinding, ModemFinding } from '../../../src/upgrade/inspect/finding';
import type { PlanStep, Safety, StepAction, PlanSummary } from '../../../src/upgrade/plan/plan';
import type { UpgradeReport } from '../../../src/upgrade/report';

/** 24 November 2026, 12:00 in UTC. */
export const NOON = Date.UTC(2026, 10, 24, 12);

export const OLD_MODEM: ModemReading = {
  state: 2,
  ue: 'UE5.0.0.0d',
  lr: 'LR5.1.1.0-39529',
  build: '39529',
  family: 'CAT-M1',
  imei: '354347094028575',
  bootrom: '33988',
  applying: false,
};

export const NEW_MODEM: ModemReading = {
  ...OLD_MODEM,
  ue: 'UE5.2.0.3',
  lr: 'LR5.1.1.0-41065',
  build: '41065',
};

export const BOARD_FINDING: BoardFinding = {
  kind: 'board',
  port: '/dev/ttyACM0',
  board: {
    sysname: 'GPy',
    release: '1.20.2.r4',
    toolVersion: '1.2.6',
    mirrorMode: true,
    uniqueId: null,
    flashFreeBytes: 400_000,
    sdCard: { state: 'absent' },
    files: [],
  },
  modem: OLD_MODEM,
};

export const MODEM_FINDING: ModemFinding = {
  kind: 'modem',
  port: '/dev/ttyACM0',
  baudRate: 921_600,
  modem: OLD_MODEM,
};

export const FULL_IMAGE: ImageDescription = {
  kind: 'full',
  size: 5_996_938,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  version: '5.1.1.0',
  targetBuild: '41065',
  baseBuild: null,
  family: 'CAT-M1',
  stepOfPair: null,
  blocks: [],
  findings: [],
};

function step(
  action: StepAction,
  id: string,
  title: string,
  meaning: string,
  seconds: number,
  safety: Safety,
): PlanStep {
  return {
    id,
    action,
    title: { template: title, args: {} },
    meaning: { template: meaning, args: {} },
    weight: seconds,
    expectedSeconds: seconds,
    safety,
  };
}

export const PLAN: PlanSummary = {
  kind: 'plan',
  method: 'uart',
  finding: BOARD_FINDING,
  images: [{ name: 'CATM1-41065.dup', size: FULL_IMAGE.size, targetBuild: '41065' }],
  updater: null,
  steps: [
    step(
      { kind: 'wake' },
      'wake',
      'Connect to the modem',
      'Checks that nothing changed since planning.',
      2,
      'nothingWritten',
    ),
    step(
      { kind: 'bootUpdater' },
      'boot-updater-1',
      'Start the modem’s updater',
      'Restarts the modem in its updater, which receives the image. The firmware stays intact.',
      15,
      'nothingWritten',
    ),
    step(
      { kind: 'transfer', image: 0, way: 'ON_THE_FLY' },
      'transfer-1',
      'Send CATM1-41065.dup',
      'The image replaces the firmware as it arrives. Pauses around 7 to 10 % and at 99 % are normal.',
      110,
      'doNotInterrupt',
    ),
    step(
      { kind: 'apply', image: 0, way: 'ON_THE_FLY' },
      'apply-1',
      'Modem installs the firmware',
      'The modem may stay silent for up to five minutes. Leave the power on.',
      60,
      'doNotInterrupt',
    ),
    step(
      { kind: 'verify', image: 0 },
      'verify-1',
      'Read the version again',
      'The upgrade succeeds only when the modem reports the new version.',
      5,
      'doNotInterrupt',
    ),
  ],
  warnings: [],
  manual: [
    {
      when: 'before',
      sentence: phrase('Give the board stable power, by a short USB cable straight from the computer.'),
    },
    { when: 'after', sentence: phrase('Unplug the board for ten seconds: USB and battery.') },
  ],
  expectedSeconds: 192,
};

/** The same through the board, whose power is disconnected at the end. */
export const MIRROR_PLAN: PlanSummary = {
  ...PLAN,
  steps: [
    ...PLAN.steps,
    step(
      { kind: 'powerCycle' },
      'power-cycle',
      'Unplug the board, then plug it back in',
      'Only that ends MIRROR mode. Then the board reads the version, too.',
      30,
      'repeatable',
    ),
  ],
  manual: [
    ...PLAN.manual,
    { when: 'during', sentence: phrase('Unplug the board and plug it back in when you’re asked to.') },
  ],
  expectedSeconds: 222,
};

/** The board’s own tool does everything, and sending is the smaller part. */
export const TOOL_PLAN: PlanSummary = {
  ...PLAN,
  method: 'sd',
  steps: [
    step({ kind: 'openBoard' }, 'open-board', 'Reach the board', 'Its modem is asked.', 8, 'nothingWritten'),
    step(
      {
        kind: 'runOnBoard',
        image: 0,
        path: '/sd/CATM1-41065.dup',
        updaterPath: null,
        loadFff: true,
      },
      'run-1',
      'The board upgrades its modem',
      'Pauses around 7 to 10 % and at 99 % are normal. Leave the power on.',
      380,
      'doNotInterrupt',
    ),
    step({ kind: 'verifyOnBoard', image: 0 }, 'verify-1', 'Read the version again', '', 10, 'doNotInterrupt'),
  ],
  expectedSeconds: 398,
};

/** The modem already runs the build of the file. */
export const SAME_PLAN: PlanSummary = {
  ...PLAN,
  finding: { ...BOARD_FINDING, modem: NEW_MODEM },
  warnings: [
    {
      rule: 'same-version',
      grade: 'ordinary',
      sentence: phrase('The modem already runs build {build}.', { build: '41065' }),
      consequence: phrase('Installing it again gains nothing, and has the risks of every upgrade.'),
    },
  ],
};

/** One warning that needs a tick, and one that needs its typed name. */
export const DANGEROUS_PLAN: PlanSummary = {
  ...PLAN,
  warnings: [
    {
      rule: 'old-board-firmware',
      grade: 'ordinary',
      sentence: phrase(
        'The board’s own upgrade tool is version version version version {version}, which fails more often than later ones.',
        {
          version: '1.2.2',
        },
      ),
      consequence: phrase(
        'If the upgrade fails, you’ll have to repeat it. It’s safer to update the board’s firmware first.',
      ),
    },
    {
      rule: 'two-step-record',
      grade: 'dangerous',
      sentence: phrase('The upgrade to 5.2-48829 has bricked more modems than any other.'),
      consequence: phrase(
        'Several users’ modems never answered again after the first step. A bricked modem can’t be repaired.',
      ),
    },
  ],
};

export const WARNED_PLAN: PlanSummary = {
  ...PLAN,
  warnings: [
    {
      rule: 'downgrade',
      grade: 'ordinary',
      sentence: phrase('Build {target} is older than {build}.', { target: '39529', build: '41065' }),
      consequence: phrase('Settings made with the newer firmware may be lost.'),
    },
    {
      rule: 'unknown-layout',
      grade: 'ordinary',
      sentence: phrase('The layout of {file} is unknown.', { file: 'CATM1-41065.dup' }),
      consequence: phrase('The file is whole, but nobody has tried one like it. The modem may refuse it.'),
    },
  ],
};

export const UPGRADED: UpgradeReport = {
  type: 'report',
  outcome: 'upgraded',
  modemState: 'upgraded',
  before: OLD_MODEM,
  after: NEW_MODEM,
  method: 'uart',
  bytes: FULL_IMAGE.size,
  seconds: 178,
  retries: 2,
  largestBlock: 8176,
  error: null,
  next: [
    phrase('Unplug the board for ten seconds: USB and battery.'),
    phrase('If attaching to the network takes long afterwards, run lte.factory_reset() once.'),
  ],
};

export const FAILED: UpgradeReport = {
  ...UPGRADED,
  outcome: 'failed',
  modemState: 'recoverable',
  after: null,
  bytes: 2_400_000,
  error: {
    code: 'PORT_UNPLUGGED',
    category: 'failure',
    message: phrase('The port {path} disappeared: the cable was unplugged or the board lost power.', {
      path: '/dev/ttyACM0',
    }),
    remedy: phrase('Reconnect the board and give it stable power.'),
  },
  next: [
    phrase('Reconnect the board and give it stable power.'),
    phrase('Start the same upgrade again: it goes on from what it finds.'),
  ],
};

export const CANCELLED: UpgradeReport = {
  ...UPGRADED,
  outcome: 'cancelled',
  modemState: 'untouched',
  after: null,
  bytes: 0,
  error: {
    code: 'CANCELLED',
    category: 'failure',
    message: phrase('You cancelled it.'),
    remedy: phrase('Start it again when you are ready.'),
  },
  next: [phrase('Start it again when you are ready.')],
};
