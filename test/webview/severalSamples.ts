import { phrase } from '../../src/base/phrase';
import { POWER_OFF } from '../../src/base/powerOff';
import type { PanelAction } from '../../src/ui/panel/panelReducer';
import { type BatchBoard, type BatchEnd, newBoard } from '../../src/upgrade/batch/batchBoard';
import type { UpgradeEvent } from '../../src/upgrade/events';
import { FAILED, FULL_IMAGE, MIRROR_PLAN, NOON, PLAN, UPGRADED } from '../unit/ui/samples';

const SECOND_MS = 1000;
const CHOSEN = [{ name: 'firmware', location: 'file:///firmware' }];

/** A board of several, with the values of a test. */
function sampleBoard(number: number, of: Partial<BatchBoard> = {}): BatchBoard {
  return {
    ...newBoard(number, `/dev/ttyACM${number - 1}`),
    sysname: 'GPy',
    imei: `35434709402857${number}`,
    from: '39529',
    ...of,
  };
}

function sampleEnd(result: BatchEnd['result'], of: Partial<BatchEnd> = {}): BatchEnd {
  return { result, sentence: phrase('x'), remedy: null, command: null, report: null, ...of };
}

const told = (board: BatchBoard, second: number): PanelAction => ({
  type: 'severalBoard',
  board,
  at: NOON + second * SECOND_MS,
});
const heard = (number: number, second: number, event: UpgradeEvent): PanelAction => ({
  type: 'severalEvent',
  number,
  event,
  at: NOON + second * SECOND_MS,
});

const upgrading: Partial<BatchBoard> = { phase: 'upgrading', plan: PLAN, to: '41065' };
const ended: Partial<BatchBoard> = { ...upgrading, phase: 'ended' };
const step = (id: string, index: number, state: 'started' | 'done'): UpgradeEvent => ({
  type: 'step',
  id,
  index,
  state,
});

const sending = sampleBoard(1, { ...upgrading, doing: phrase('Send CATM1-41065.dup') });
const asked = sampleBoard(2, {
  ...upgrading,
  sysname: 'FiPy',
  plan: MIRROR_PLAN,
  wait: {
    kind: 'hand',
    reason: phrase('{powerOff}: only that ends MIRROR mode.', { powerOff: POWER_OFF }),
    since: NOON - 20 * SECOND_MS,
    until: NOON + 280 * SECOND_MS,
  },
});
const alsoAsked = { ...asked, number: 6, port: '/dev/ttyACM5', imei: '354347094028577', sysname: 'GPy' };
const asks = sampleBoard(3, {
  phase: 'ended',
  from: '43818',
  end: sampleEnd('needsYou', {
    sentence: phrase('The modem runs build {build}, which is newer than what the file brings.', {
      build: '43818',
    }),
    remedy: phrase('Upgrade this board alone and answer the question ({rules}).', { rules: 'downgrade' }),
    command: ['run'],
  }),
});
const upgraded = sampleBoard(4, {
  ...ended,
  end: sampleEnd('upgraded', {
    sentence: phrase('The modem runs {version}.', { version: '41065' }),
    report: UPGRADED,
  }),
});
const failed = sampleBoard(5, {
  ...ended,
  end: sampleEnd('failed', {
    sentence: phrase('The board’s connection was lost at block 312.'),
    remedy: phrase('Leave the board powered, connect it again, and use Recovery options.'),
    command: ['recover'],
    report: FAILED,
  }),
});
const waits = sampleBoard(7, { sysname: null, imei: null, from: null });

const started: PanelAction = { type: 'severalStarted', chosen: CHOSEN, takesMore: true, beside: false };
/** A board that is sending and does not wait for the user. */
export const ONE_SENDING: PanelAction = told(sending, 0);
const running: readonly PanelAction[] = [
  started,
  told({ ...sending, doing: null }, 0),
  heard(1, 0, step('wake', 0, 'started')),
  heard(1, 2, step('wake', 0, 'done')),
  heard(1, 2, step('boot-updater-1', 1, 'started')),
  heard(1, 17, step('boot-updater-1', 1, 'done')),
  heard(1, 17, step('transfer-1', 2, 'started')),
  heard(1, 50, {
    type: 'progress',
    id: 'transfer-1',
    bytes: 2_400_000,
    total: FULL_IMAGE.size,
    rate: 74_000,
    fraction: 0.3,
    remainingSeconds: 125,
  }),
  told(sending, 50),
  told(asked, 0),
  told(alsoAsked, 0),
  told(asks, 40),
  told(upgraded, 40),
  told({ ...failed, phase: 'upgrading', end: null }, 1),
  heard(5, 2, step('wake', 0, 'done')),
  heard(5, 3, step('boot-updater-1', 1, 'started')),
  told(failed, 45),
  told(waits, 50),
];
const over: readonly PanelAction[] = [
  ...running,
  told(
    {
      ...sending,
      ...ended,
      end: sampleEnd('unknown', {
        sentence: phrase('The modem no longer answers.'),
        remedy: phrase('Leave the board powered. Recovery options finds out more.'),
        command: ['recover'],
        report: FAILED,
      }),
    },
    60,
  ),
  told({ ...asked, ...ended, wait: null, end: upgraded.end }, 60),
  told(
    {
      ...alsoAsked,
      ...ended,
      wait: null,
      end: sampleEnd('alreadyThere', {
        sentence: phrase('The modem already runs build {build}.', { build: '41065' }),
      }),
    },
    60,
  ),
  told(
    {
      ...waits,
      phase: 'ended',
      end: sampleEnd('cancelled', { sentence: phrase('Its upgrade wasn’t started.') }),
    },
    60,
  ),
  { type: 'severalOver' },
];

/** Several boards at the same time, by name, after these events. */
export const SEVERAL_WAYS: Readonly<Record<string, readonly PanelAction[]>> = {
  severalNone: [started],
  several: running,
  severalUnfolded: [...running, ...[1, 5].map((board) => ({ type: 'unfolded', board, open: true }) as const)],
  severalStopping: [...running, { type: 'severalStopping' }],
  severalOver: over,
  severalWell: [{ ...started, takesMore: false } as const, told(upgraded, 40), { type: 'severalOver' }],
};
/** The same, running beside another task. */
export const SEVERAL_RUNNING = running;
