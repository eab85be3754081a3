import { phrase } from '../../src/base/phrase';
import { POWER_OFF } from '../../src/base/powerOff';
import { type PanelAction } from '../../src/ui/panel/panelReducer';
import type { UpgradeEvent } from '../../src/upgrade/events';
import { BOARD_FINDING, FULL_IMAGE, MIRROR_PLAN, NOON, PLAN, TOOL_PLAN } from '../unit/ui/samples';

export const SECOND_MS = 1000;
const CHOSEN = [{ name: 'CATM1-41065.dup', location: 'file:///firmware/CATM1-41065.dup' }];

export const at = (second: number, event: UpgradeEvent): PanelAction => ({
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
  at(second, { type: 'notice', level, text: { template: text, args: {} } });

export const checking = {
  type: 'began',
  activity: phrase('Checking CATM1-41065.dup'),
  chosen: CHOSEN,
} satisfies PanelAction;
export const checked: PanelAction = {
  type: 'checked',
  files: [{ name: 'CATM1-41065.dup', description: FULL_IMAGE }],
};
export const reading: PanelAction = {
  type: 'reading',
  activity: phrase('Reading the modem at {port}', { port: '/dev/ttyACM0' }),
  port: '/dev/ttyACM0',
};
export const found: PanelAction = { type: 'found', finding: BOARD_FINDING, at: NOON };
export const ready: readonly PanelAction[] = [
  checking,
  checked,
  reading,
  found,
  checked,
  { type: 'planned', plan: PLAN, proven: true, why: null },
];

/** The progress rises, pauses like a real modem, and rises again. */
const STALL_S = 9;
const rising = (from: number, to: number): PanelAction[] =>
  Array.from({ length: to - from }, (_, index) => from + index).map((second) =>
    sent(17 + second, 55_000 * (second + 1), 54_000 + 2500 * Math.sin(second)),
  );
const stall: PanelAction = at(17 + STALL_S, {
  type: 'wait',
  id: 'transfer-1',
  kind: 'silence',
  reason: phrase('The modem erases its flash.'),
  until: NOON + (17 + STALL_S + 300) * SECOND_MS,
});
export const toStall: readonly PanelAction[] = [
  ...ready,
  { type: 'started', at: NOON },
  at(0, { type: 'step', id: 'wake', index: 0, state: 'started' }),
  said(1, 'info', 'The modem answers at 921600 bit/s.'),
  at(2, { type: 'step', id: 'wake', index: 0, state: 'done' }),
  at(2, { type: 'step', id: 'boot-updater-1', index: 1, state: 'started' }),
  said(14, 'info', 'The updater runs: session of 8192 bytes.'),
  at(17, { type: 'step', id: 'boot-updater-1', index: 1, state: 'done' }),
  at(17, { type: 'step', id: 'transfer-1', index: 2, state: 'started' }),
  ...rising(0, STALL_S),
  stall,
];
export const toTransfer: readonly PanelAction[] = [
  ...toStall,
  ...rising(STALL_S + 5, 60),
  said(70, 'warning', 'A damaged answer came; the block is sent again.'),
];
export const toApply: readonly PanelAction[] = [
  ...toTransfer,
  sent(126, FULL_IMAGE.size, 55_000),
  at(127, { type: 'step', id: 'transfer-1', index: 2, state: 'done' }),
  at(127, { type: 'step', id: 'apply-1', index: 3, state: 'started' }),
  at(127, {
    type: 'wait',
    id: 'apply-1',
    kind: 'silence',
    reason: phrase('The modem writes its new firmware.'),
    until: NOON + 427 * SECOND_MS,
  }),
];
export const over: readonly PanelAction[] = [
  ...toApply,
  at(187, { type: 'step', id: 'apply-1', index: 3, state: 'done' }),
  at(187, { type: 'step', id: 'verify-1', index: 4, state: 'started' }),
  at(190, { type: 'step', id: 'verify-1', index: 4, state: 'done' }),
];

/** Upgraded, and the board is still in MIRROR mode. */
export const toPowerCycle: readonly PanelAction[] = [
  ...ready.slice(0, -1),
  { type: 'planned', plan: MIRROR_PLAN, proven: true, why: null },
  ...over.slice(ready.length),
  at(190, { type: 'step', id: 'power-cycle', index: 5, state: 'started' }),
  at(190, {
    type: 'wait',
    id: 'power-cycle',
    kind: 'hand',
    reason: phrase('{powerOff}, then plug it back in.', { powerOff: POWER_OFF }),
    until: NOON + 370 * SECOND_MS,
  }),
];
export const toolAtWork: readonly PanelAction[] = [
  ...ready.slice(0, -1),
  { type: 'planned', plan: TOOL_PLAN, proven: true, why: null },
  { type: 'started', at: NOON },
  at(0, { type: 'step', id: 'open-board', index: 0, state: 'started' }),
  at(8, { type: 'step', id: 'open-board', index: 0, state: 'done' }),
  at(8, { type: 'step', id: 'run-1', index: 1, state: 'started' }),
  at(60, {
    type: 'progress',
    id: 'run-1',
    bytes: FULL_IMAGE.size,
    total: FULL_IMAGE.size,
    rate: 50_000,
    fraction: 388 / 398,
    remainingSeconds: 10,
  }),
  at(68, {
    type: 'wait',
    id: 'run-1',
    kind: 'silence',
    reason: phrase('The board waits for its modem.'),
    until: NOON + 668 * SECOND_MS,
  }),
];
