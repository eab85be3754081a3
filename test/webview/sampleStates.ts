import { phrase } from '../../src/base/phrase';
import { BOARD_IS_OFF } from '../../src/base/powerOff';
import type { UpgradeError } from '../../src/base/upgradeError';
import { boardErrors } from '../../src/board/errors';
import { type PanelAction, reduce } from '../../src/ui/panel/panelReducer';
import type { PanelStage } from '../../src/ui/panel/messages';
import { EMPTY_PANEL, type PanelState, type StateIn } from '../../src/ui/panel/panelState';
import { afterReload } from '../../src/ui/panel/panelStore';
import { recoveryState } from '../../src/ui/recovery/recoveryState';
import { stepsAfterRefusal } from '../../src/ui/texts/nextSteps';
import type { BoardFinding } from '../../src/upgrade/inspect/finding';
import { diagnose } from '../../src/upgrade/recovery/diagnose';
import type { UpgradeReport } from '../../src/upgrade/report';
import {
  BOARD_FINDING,
  CANCELLED,
  DANGEROUS_PLAN,
  FAILED,
  FULL_IMAGE,
  NEW_MODEM,
  NOON,
  PLAN,
  SAME_PLAN,
  UPGRADED,
  WARNED_PLAN,
} from '../unit/ui/samples';
import { SEVERAL_RUNNING, SEVERAL_WAYS } from './severalSamples';
import { sampleEntry } from '../unit/upgrade/journal/sampleEntry';
import {
  rehearsalEvent,
  UNPLUG,
  works,
  rehearsing,
  resultsOf,
  lastBegun,
  toUnplug,
  rehearsalOf,
  LOSSY,
  NOT_UNPLUGGED,
  SKIPPED,
} from './rehearsalSamples';
import {
  at,
  checked,
  checking,
  found,
  over,
  reading,
  ready,
  SECOND_MS,
  toApply,
  toolAtWork,
  toPowerCycle,
  toStall,
  toTransfer,
} from './upgradeSamples';

/** The modem disappeared while it applied the new firmware, and stayed silent. */
const LOST: UpgradeReport = { ...FAILED, modemState: 'unknown', bytes: FULL_IMAGE.size };
const troubleOf = ({ sentence, remedy }: UpgradeError) => ({ sentence, remedy });

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

/** The panel in each state, by name, after these events. */
export const SAMPLE_STATES: Readonly<Record<string, PanelState>> = {
  ...Object.fromEntries(
    Object.entries(WAYS).map(([name, actions]) => [name, actions.reduce(reduce, EMPTY_PANEL)]),
  ),
  rehearsalInterrupted: afterReload(toUnplug.reduce(reduce, EMPTY_PANEL)),
  interrupted: INTERRUPTED,
  severalInterrupted: afterReload(SEVERAL_RUNNING.reduce(reduce, EMPTY_PANEL)),
  unfinished: reduce(INTERRUPTED, { type: 'unfinished', entry: sampleEntry({ begunAt: NOON }) }),
};

/** The time at which a sample is shown: shortly after its last event. */
export function momentOf(state: PanelState): number {
  if (state.stage === 'rehearsing') return state.rehearsal.startedAt + 23 * SECOND_MS;
  if (state.stage === 'several') return NOON + 60 * SECOND_MS;
  if (!('run' in state)) return NOON;
  return state.run.remainingAt + (state.run.wait ? 23 * SECOND_MS : 0);
}

/** The sample with this name. */
export function sample(name: string): PanelState {
  const state = SAMPLE_STATES[name];
  if (state === undefined) throw new Error(`no sample ${name}`);
  return state;
}

/** The state, which must be in this stage. */
export function inStage<S extends PanelStage>(state: PanelState, stage: S): StateIn<S> {
  if (state.stage !== stage) throw new Error(`${state.stage}, not ${stage}`);
  return state as StateIn<S>;
}
