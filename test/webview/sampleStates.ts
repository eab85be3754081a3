import { phrase } from '../../src/base/phrase';
import { type PanelAction, reduce } from '../../src/ui/panel/panelReducer';
import { EMPTY_PANEL, type PanelState } from '../../src/ui/panel/panelState';
import type { UpgradeEvent } from '../../src/upgrade/events';
import {
  FAILED,
  BOARD_FINDING,
  CANCELLED,
  FULL_IMAGE,
  NOON,
  PLAN,
  UPGRADED,
  WARNED_PLAN,
} from '../unit/ui/samples';

const SECOND_MS = 1000;
const CHOSEN = [{ name: 'CATM1-41065.dup', location: 'file:///firmware/CATM1-41065.dup' }];

const at = (second: number, event: UpgradeEvent): PanelAction => ({
  type: 'event',
  event,
  at: NOON + second * SECOND_MS,
});
const sent = (second: number, bytes: number, rate: number): PanelAction =>
  at(second, {
    type: 'progress',
    id: 'transfer-1',
    bytes,
    total: FULL_IMAGE.size,
    rate,
    fraction: (17 + (110 * bytes) / FULL_IMAGE.size) / 192,
    remainingSeconds: 175 - second,
  });
const said = (second: number, level: 'info' | 'warning', text: string): PanelAction =>
  at(second, { type: 'notice', level, text: phrase(text) });

const checking: PanelAction = { type: 'began', activity: phrase('Checking CATM1-41065.dup'), chosen: CHOSEN };
const checked: PanelAction = {
  type: 'checked',
  files: [{ name: 'CATM1-41065.dup', description: FULL_IMAGE }],
};
const reading: PanelAction = {
  type: 'reading',
  activity: phrase('Reading the modem at {port}', { port: '/dev/ttyACM0' }),
  port: '/dev/ttyACM0',
};
const found: PanelAction = { type: 'found', finding: BOARD_FINDING, at: NOON };
const ready: readonly PanelAction[] = [
  checking,
  checked,
  reading,
  found,
  checked,
  { type: 'planned', plan: PLAN },
];

/** Rises, stalls where real modems stall, rises again. */
const transfer: readonly PanelAction[] = Array.from({ length: 60 }, (_, index) => {
  const stalled = index > 8 && index < 14;
  return sent(
    17 + index,
    stalled ? 480_000 : 55_000 * (index + 1),
    stalled ? 0 : 54_000 + 2500 * Math.sin(index),
  );
});
const toTransfer: readonly PanelAction[] = [
  ...ready,
  { type: 'started', at: NOON },
  at(0, { type: 'step', id: 'wake', index: 0, state: 'started' }),
  said(1, 'info', 'The modem answers at 921600 bit/s.'),
  at(2, { type: 'step', id: 'wake', index: 0, state: 'done' }),
  at(2, { type: 'step', id: 'boot-updater-1', index: 1, state: 'started' }),
  said(14, 'info', 'The updater runs: session of 8192 bytes.'),
  at(17, { type: 'step', id: 'boot-updater-1', index: 1, state: 'done' }),
  at(17, { type: 'step', id: 'transfer-1', index: 2, state: 'started' }),
  ...transfer,
  said(70, 'warning', 'A damaged answer came; the block is sent again.'),
];
const toApply: readonly PanelAction[] = [
  ...toTransfer,
  sent(126, FULL_IMAGE.size, 55_000),
  at(127, { type: 'step', id: 'transfer-1', index: 2, state: 'done' }),
  at(127, { type: 'step', id: 'apply-1', index: 3, state: 'started' }),
  at(127, {
    type: 'wait',
    id: 'apply-1',
    reason: phrase('The modem writes its new firmware.'),
    until: NOON + 427 * SECOND_MS,
  }),
];
const over: readonly PanelAction[] = [
  ...toApply,
  at(187, { type: 'step', id: 'apply-1', index: 3, state: 'done' }),
  at(187, { type: 'step', id: 'verify-1', index: 4, state: 'started' }),
  at(190, { type: 'step', id: 'verify-1', index: 4, state: 'done' }),
];

const WAYS: Readonly<Record<string, readonly PanelAction[]>> = {
  empty: [],
  busy: [checking, checked, reading],
  found: [{ ...checking, chosen: [] }, reading, found],
  checked: [checking, checked],
  ready,
  warned: [
    ...ready.slice(0, -1),
    { type: 'planned', plan: WARNED_PLAN },
    { type: 'confirmed', rule: 'downgrade', confirmed: true },
  ],
  refused: [
    checking,
    {
      type: 'refused',
      trouble: {
        sentence: phrase('CATM1-41065.dup is cut off: the block at offset 54854 lacks 1204 bytes.'),
        remedy: phrase('Get the file again from where you have it, and compare its size with the original.'),
      },
    },
  ],
  running: toTransfer,
  waiting: toApply,
  cancelling: [
    ...toApply,
    { type: 'cancelAsked' },
    at(140, {
      type: 'cancelling',
      reason: phrase(
        'The modem is writing its firmware; stopping now would leave it without one. It stops after this step.',
      ),
    }),
  ],
  upgraded: [...over, at(190, UPGRADED)],
  failed: [...toTransfer, at(80, FAILED)],
  cancelled: [...toTransfer.slice(0, 12), at(20, CANCELLED)],
};

/** The panel in each of its states, by name, as it would be after these events. */
export const SAMPLE_STATES: Readonly<Record<string, PanelState>> = Object.fromEntries(
  Object.entries(WAYS).map(([name, actions]) => [name, actions.reduce(reduce, EMPTY_PANEL)]),
);

/** When each sample is looked at: the state's own last moment. */
export function momentOf(state: PanelState): number {
  return (state.run?.wait ?? null) === null ? NOON + 77 * SECOND_MS : NOON + 150 * SECOND_MS;
}
