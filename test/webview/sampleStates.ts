import { phrase } from '../../src/base/phrase';
import { BOARD_IS_OFF, POWER_OFF } from '../../src/base/powerOff';
import type { UpgradeError } from '../../src/base/upgradeError';
import { boardErrors } from '../../src/board/errors';
import { type PanelAction, reduce } from '../../src/ui/panel/panelReducer';
import type { PanelStage } from '../../src/ui/panel/messages';
import { EMPTY_PANEL, type PanelState, type StateIn } from '../../src/ui/panel/panelState';
import { afterReload } from '../../src/ui/panel/panelStore';
import { recoveryState } from '../../src/ui/recovery/recoveryState';
import { stepsAfterRefusal } from '../../src/ui/texts/nextSteps';
import type { UpgradeEvent } from '../../src/upgrade/events';
import type { BoardFinding } from '../../src/upgrade/inspect/finding';
import { diagnose } from '../../src/upgrade/recovery/diagnose';
import {
  type CheckResult,
  failed,
  type Figure,
  notRun,
  proven,
  type RehearsalEvent,
  type RehearsalReport,
  verdictOf,
} from '../../src/upgrade/rehearsal/rehearsal';
import type { UpgradeReport } from '../../src/upgrade/report';
import {
  BOARD_FINDING,
  CANCELLED,
  DANGEROUS_PLAN,
  FAILED,
  FULL_IMAGE,
  MIRROR_PLAN,
  NEW_MODEM,
  NOON,
  PLAN,
  SAME_PLAN,
  TOOL_PLAN,
  UPGRADED,
  WARNED_PLAN,
} from '../unit/ui/samples';
import { SEVERAL_RUNNING, SEVERAL_WAYS } from './severalSamples';
import { sampleEntry } from '../unit/upgrade/journal/sampleEntry';

const SECOND_MS = 1000;
/** It went away while it put the new firmware in place, and nothing answered afterwards. */
const LOST: UpgradeReport = { ...FAILED, modemState: 'unknown', bytes: FULL_IMAGE.size };
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
  at(second, { type: 'notice', level, text: { template: text, args: {} } });

const troubleOf = ({ sentence, remedy }: UpgradeError) => ({ sentence, remedy });

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
  { type: 'planned', plan: PLAN, proven: true, why: null },
];

/** Rises, stalls where real modems stall, rises again. */
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
const toStall: readonly PanelAction[] = [
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
const toTransfer: readonly PanelAction[] = [
  ...toStall,
  ...rising(STALL_S + 5, 60),
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
    kind: 'silence',
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

/** Upgraded, and the board is still in MIRROR mode. */
const toPowerCycle: readonly PanelAction[] = [
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
const toolAtWork: readonly PanelAction[] = [
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

const rehearsalEvent = (second: number, event: RehearsalEvent): PanelAction => ({
  type: 'rehearsalEvent',
  event,
  at: NOON + second * SECOND_MS,
});

const ECHO_FIGURES: readonly Figure[] = [
  { id: 'echoes', label: phrase('Commands sent'), value: 200, unit: 'count' },
  { id: 'echo-median-ms', label: phrase('Answer time, half of them'), value: 3.4, unit: 'ms' },
  {
    id: 'upload-bytes-per-second-at-921600',
    label: phrase('Copied at {rate} baud', { rate: 921_600 }),
    value: 45_200,
    unit: 'bytes/s',
  },
];
const CHECKS = [
  ['plan', phrase('Plan the upgrade'), proven(phrase('The files fit this modem.'))],
  ['same-answers', phrase('Read the board and modem a second time'), proven(phrase('Both readings agree.'))],
  [
    'mirror-mode',
    phrase('Switch the board to MIRROR mode and ask the modem itself'),
    proven(
      phrase('The modem answered all {count} commands, and no bytes were lost.', { count: 200 }),
      ECHO_FIGURES,
    ),
  ],
  [
    'power-cycle',
    phrase('Unplug the board, then plug it back in'),
    proven(phrase('The board came back at {port}.', { port: '/dev/ttyACM0' })),
  ],
] as const;
const UNPROVEN = [
  phrase(
    'The transfer itself, and what the modem does with the image. A rehearsal writes nothing, so it can’t test them.',
  ),
];
const UNPLUG = phrase('Unplug the board (USB and battery) for ten seconds, then plug it back in.');

/** Each check with its result; those that have none yet are not begun. */
const resultsOf = (...results: readonly CheckResult[]): PanelAction[] =>
  results.flatMap((result, index) => {
    const [id, title] = CHECKS[index] ?? CHECKS[0];
    const event = { type: 'check', id, index, total: CHECKS.length, title } as const;
    return [
      rehearsalEvent(5 * index, { ...event, result: null }),
      rehearsalEvent(5 * index + 4, { ...event, result: { id, title, seconds: 4.2, ...result } }),
    ];
  });
const works = CHECKS.map(([, , result]) => result);
const rehearsing: readonly PanelAction[] = [
  ...ready.slice(0, -1),
  { type: 'rehearsalStarted', method: 'uart', at: NOON },
];
const lastBegun: PanelAction = rehearsalEvent(15, {
  type: 'check',
  id: 'power-cycle',
  index: 3,
  total: CHECKS.length,
  title: CHECKS[3][1],
  result: null,
});
const toUnplug: readonly PanelAction[] = [
  ...rehearsing,
  ...resultsOf(...works.slice(0, 3)),
  lastBegun,
  rehearsalEvent(16, {
    type: 'wait',
    id: 'power-cycle',
    kind: 'hand',
    reason: phrase('{powerOff}, then plug it back in.', {
      powerOff: POWER_OFF,
    }),
    until: NOON + 616 * SECOND_MS,
  }),
];

function rehearsalOf(results: readonly CheckResult[], how: Partial<RehearsalReport> = {}): RehearsalReport {
  return {
    type: 'rehearsal',
    verdict: verdictOf(results),
    method: 'uart',
    checks: results.map((result, index) => {
      const [id, title] = CHECKS[index] ?? CHECKS[0];
      return { id, title, seconds: result.outcome === 'notRun' ? 0 : 4.2, ...result };
    }),
    unproven: UNPROVEN,
    leftBehind: [],
    error: null,
    next: results.flatMap(({ remedy }) => remedy ?? []),
    board: BOARD_FINDING.board,
    modem: BOARD_FINDING.modem,
    seconds: 20,
    ...how,
  };
}

const LOSSY = failed(
  phrase('The modem didn’t answer {lost} of {count} commands: bytes get lost on the way.', {
    lost: 3,
    count: 200,
  }),
  phrase(
    'Use a shorter cable and a port of the computer itself, not a hub, and repeat the rehearsal; or use the SD card.',
  ),
  ECHO_FIGURES,
);
const NOT_UNPLUGGED = notRun(
  phrase('You didn’t unplug the board. It stays in MIRROR mode until you do.'),
  UNPLUG,
);
const SKIPPED = notRun(phrase('Not tested, because an earlier check failed.'));

const SILENT_MODEM: BoardFinding = {
  ...BOARD_FINDING,
  modem: { ...BOARD_FINDING.modem, state: null, lr: null, ue: null, build: null, imei: null },
};
const IN_RECOVERY: BoardFinding = { ...SILENT_MODEM, modem: { ...SILENT_MODEM.modem, state: 0 } };

const WAYS: Readonly<Record<string, readonly PanelAction[]>> = {
  empty: [],
  busy: [checking, checked, reading],
  silent: [
    { ...checking, chosen: [] },
    reading,
    {
      type: 'found',
      at: NOON,
      finding: {
        kind: 'silent',
        port: '/dev/ttyACM0',
        sentence: phrase('Nothing answers at {port}.', { port: '/dev/ttyACM0' }),
        remedy: phrase('Disconnect USB and battery for ten seconds, then try again.'),
      },
    },
  ],
  found: [{ ...checking, chosen: [] }, reading, found],
  checked: [checking, checked],
  ready,
  warned: [
    ...ready.slice(0, -1),
    { type: 'planned', plan: WARNED_PLAN, proven: true, why: null },
    { type: 'confirmed', rule: 'downgrade', confirmed: true },
  ],
  dangerous: [...ready.slice(0, -1), { type: 'planned', plan: DANGEROUS_PLAN, proven: true, why: null }],
  unproven: [...ready.slice(0, -1), { type: 'planned', plan: PLAN, proven: false, why: null }],
  rehearsing: [...rehearsing, ...resultsOf(...works.slice(0, 3)), lastBegun],
  rehearsingHand: toUnplug,
  rehearsingCancelled: [...rehearsing, ...resultsOf(...works.slice(0, 1)), { type: 'cancelAsked' }],
  rehearsedReady: [...toUnplug, rehearsalEvent(20, rehearsalOf(works))],
  rehearsedExcept: [...toUnplug, rehearsalEvent(620, rehearsalOf([...works.slice(0, 3), NOT_UNPLUGGED]))],
  rehearsedNotReady: [
    ...toUnplug,
    rehearsalEvent(
      20,
      rehearsalOf([...works.slice(0, 2), LOSSY, SKIPPED], {
        leftBehind: [UNPLUG],
        next: [LOSSY.remedy ?? UNPLUG, UNPLUG],
      }),
    ),
  ],
  rehearsedCancelled: [
    ...toUnplug,
    rehearsalEvent(
      20,
      rehearsalOf(works.slice(0, 3), {
        verdict: 'notReady',
        error: {
          code: 'CANCELLED',
          category: 'failure',
          message: phrase('Cancelled.'),
          remedy: UNPLUG,
        },
        leftBehind: [UNPLUG],
        next: [UNPLUG],
      }),
    ),
  ],
  upToDate: [
    ...ready.slice(0, -1),
    {
      type: 'upToDate',
      why: null,
      sentence: phrase(
        'The modem already runs {build}, the newest safe build among these files. There’s nothing to do.',
        {
          build: '41065',
        },
      ),
    },
  ],
  refused: [
    checking,
    {
      type: 'refused',
      next: ['another', 'retry'],
      why: null,
      trouble: {
        sentence: phrase(
          'CATM1-41065.dup is incomplete: 1204 bytes are missing from the block at offset 54854.',
        ),
        remedy: phrase('Download the file again, and compare its size with the original.'),
      },
    },
  ],
  lockedOut: [
    { ...checking, chosen: [] },
    {
      type: 'refused',
      trouble: troubleOf(boardErrors.silent('/dev/ttyACM0')),
      next: ['retry', 'showLog'],
      why: null,
    },
  ],
  recommended: [
    ...ready.slice(0, -1),
    {
      type: 'planned',
      plan: PLAN,
      proven: true,
      why: {
        reason: phrase('{files} leads to the newest build that needs no confirmation.', {
          files: 'CATM1-41065.dup',
        }),
        others: [
          {
            files: 'NB1-41019.dup',
            reason: phrase('The modem is a CAT-M1 one; this file makes an NB-IoT one of it.'),
          },
        ],
      },
    },
  ],
  wrongMethod: [
    checking,
    checked,
    reading,
    found,
    {
      type: 'refused',
      next: stepsAfterRefusal('flash-takes-differential-only'),
      why: null,
      trouble: {
        sentence: phrase('CATM1-41065.dup is a full image, which doesn’t fit into the board’s flash memory.'),
        remedy: phrase('Use the serial port or an SD card.'),
      },
    },
  ],
  inRecovery: [
    { ...checking, chosen: [] },
    reading,
    {
      type: 'found',
      finding: IN_RECOVERY,
      at: NOON,
    },
  ],
  recovering: [
    { ...checking, chosen: [] },
    reading,
    { type: 'found', finding: SILENT_MODEM, at: NOON },
    { type: 'diagnosed', recovery: recoveryState(diagnose(SILENT_MODEM, [])) },
  ],
  recoveringInterrupted: [
    checking,
    reading,
    { type: 'found', finding: IN_RECOVERY, at: NOON },
    { type: 'diagnosed', recovery: recoveryState(diagnose(IN_RECOVERY, [sampleEntry({ begunAt: NOON })])) },
  ],
  recoveringInstalling: [
    { ...checking, chosen: [] },
    reading,
    { type: 'found', finding: SILENT_MODEM, at: NOON },
    {
      type: 'diagnosed',
      recovery: recoveryState(diagnose(SILENT_MODEM, [sampleEntry({ begunAt: NOON, installing: true })])),
    },
  ],
  running: toTransfer,
  stalled: toStall,
  waiting: toApply,
  askedToUnplug: toPowerCycle,
  askedToPlugIn: [
    ...toPowerCycle,
    at(230, {
      type: 'wait',
      id: 'power-cycle',
      kind: 'hand',
      reason: BOARD_IS_OFF,
      until: NOON + 370 * SECOND_MS,
    }),
  ],
  tool: toolAtWork,
  same: [...ready.slice(0, -1), { type: 'planned', plan: SAME_PLAN, proven: true, why: null }],
  sameAgain: [...over, at(190, { ...UPGRADED, before: NEW_MODEM })],
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
  repairing: [
    { ...checking, chosen: [] },
    reading,
    found,
    { type: 'repairing', activity: phrase('Reset the modem') },
  ],
  upgraded: [...over, at(190, UPGRADED)],
  failed: [...toTransfer, at(80, FAILED)],
  unknown: [...toApply, at(180, LOST)],
  cancelled: [...toTransfer.slice(0, 12), at(20, CANCELLED)],
  ...SEVERAL_WAYS,
  severalBesideReady: [...SEVERAL_RUNNING, ...ready],
  severalBesideRunning: [...SEVERAL_RUNNING, ...toTransfer],
};

const INTERRUPTED = afterReload(toTransfer.reduce(reduce, EMPTY_PANEL));

/** The panel in each of its states, by name, as it would be after these events. */
export const SAMPLE_STATES: Readonly<Record<string, PanelState>> = {
  ...Object.fromEntries(
    Object.entries(WAYS).map(([name, actions]) => [name, actions.reduce(reduce, EMPTY_PANEL)]),
  ),
  rehearsalInterrupted: afterReload(toUnplug.reduce(reduce, EMPTY_PANEL)),
  interrupted: INTERRUPTED,
  severalInterrupted: afterReload(SEVERAL_RUNNING.reduce(reduce, EMPTY_PANEL)),
  unfinished: reduce(INTERRUPTED, { type: 'unfinished', entry: sampleEntry({ begunAt: NOON }) }),
};

/** When each sample is looked at: a little after its last event. */
export function momentOf(state: PanelState): number {
  if (state.stage === 'rehearsing') return state.rehearsal.startedAt + 23 * SECOND_MS;
  if (state.stage === 'several') return NOON + 60 * SECOND_MS;
  if (!('run' in state)) return NOON;
  return state.run.remainingAt + (state.run.wait ? 23 * SECOND_MS : 0);
}

/** The sample of that name. */
export function sample(name: string): PanelState {
  const state = SAMPLE_STATES[name];
  if (state === undefined) throw new Error(`no sample ${name}`);
  return state;
}

/** The state, which must be in that stage. */
export function inStage<S extends PanelStage>(state: PanelState, stage: S): StateIn<S> {
  if (state.stage !== stage) throw new Error(`${state.stage}, not ${stage}`);
  return state as StateIn<S>;
}
