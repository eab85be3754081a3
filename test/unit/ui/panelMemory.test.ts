import { expect, it } from 'vitest';
import { PanelMemory } from '../../../src/ui/panel/panelMemory';
import { type Phrase, phrase } from '../../../src/base/phrase';
import { EMPTY_PANEL, type PanelState } from '../../../src/ui/panel/panelState';
import { afterReload, PanelStore } from '../../../src/ui/panel/panelStore';
import type { StepAction } from '../../../src/upgrade/plan/plan';
import { inStage, sample, SAMPLE_STATES } from '../../webview/sampleStates';
import { memoryStorage } from './flowRig';
import { BOARD_FINDING, DANGEROUS_PLAN, FULL_IMAGE, MODEM_FINDING, NOON, PLAN, UPGRADED } from './samples';

/** The state after it was saved and restored. */
function recalled(state: unknown): PanelState | undefined {
  const storage = memoryStorage();
  storage.keep('panel', JSON.parse(JSON.stringify({ version: '1.0.0', state })));
  return new PanelMemory(storage, '1.0.0').recall();
}

const done = inStage(sample('upgraded'), 'done');

it('the result of an upgrade is shown again after a reload, but not by another version of the extension', () => {
  const storage = memoryStorage();
  const memory = new PanelMemory(storage, '1.0.0');
  expect(memory.recall()).toBeUndefined();
  const store = new PanelStore(SAMPLE_STATES['running']);
  const following = memory.follow(store);
  store.dispatch({ type: 'event', event: UPGRADED, at: NOON });
  following.dispose();
  expect(memory.recall()).toEqual(store.state);
  expect(new PanelMemory(storage, '1.0.1').recall()).toBeUndefined();
});

it('a running upgrade is shown as interrupted after a reload', () => {
  const storage = memoryStorage();
  const memory = new PanelMemory(storage, '1.0.0');
  const store = new PanelStore(SAMPLE_STATES['ready']);
  memory.follow(store);
  store.dispatch({ type: 'started', at: NOON });
  expect(memory.recall()?.stage).toBe('interrupted');
});

it.each(Object.entries(SAMPLE_STATES))('the panel in the state %s is restored unchanged', (_, state) => {
  expect(recalled(state)).toEqual(afterReload(state));
});

const ACTIONS: { readonly [K in StepAction['kind']]: Extract<StepAction, { readonly kind: K }> } = {
  wake: { kind: 'wake' },
  prepare: { kind: 'prepare' },
  loadUpdater: { kind: 'loadUpdater' },
  bootUpdater: { kind: 'bootUpdater' },
  transfer: { kind: 'transfer', image: 0, way: 'FFF' },
  apply: { kind: 'apply', image: 0, way: 'ON_THE_FLY' },
  leaveUpdater: { kind: 'leaveUpdater' },
  verify: { kind: 'verify', image: 0 },
  openBoard: { kind: 'openBoard' },
  upload: { kind: 'upload', file: 'updater', path: '/flash/updater.elf' },
  enterMirror: { kind: 'enterMirror', recovery: true },
  runOnBoard: {
    kind: 'runOnBoard',
    image: 0,
    path: '/sd/CATM1-41065.dup',
    updaterPath: null,
    loadFff: false,
  },
  verifyOnBoard: { kind: 'verifyOnBoard', image: 0 },
  removeFiles: { kind: 'removeFiles', paths: ['/flash/a.dup'] },
  resetBoard: { kind: 'resetBoard' },
  powerCycle: { kind: 'powerCycle' },
};

it.each(Object.values(ACTIONS))('a plan with the step $kind comes back', (action) => {
  const [step] = PLAN.steps;
  if (step === undefined) throw new Error('the plan has no step');
  const state: PanelState = { ...done, plan: { ...PLAN, steps: [{ ...step, action }] } };
  expect(recalled(state)).toEqual(state);
});

it('optional fields are restored if present, and stay absent if absent', () => {
  const at = { device: '/dev/ttyACM0', usb: null };
  const usb = { vendorId: '04d8', productId: 'f013', serialNumber: null, location: '1-2' };
  const states: PanelState[] = [
    {
      ...EMPTY_PANEL,
      stage: 'found',
      found: { at: NOON, finding: { ...MODEM_FINDING, at: { ...at, usb } } },
    },
    {
      ...EMPTY_PANEL,
      stage: 'found',
      found: {
        at: NOON,
        finding: {
          kind: 'silent',
          port: 'COM3',
          sentence: phrase('{a}', { a: phrase('{b}', { b: 7 }) }),
          remedy: phrase('b'),
          refusesCommands: true,
        },
      },
    },
    {
      ...done,
      plan: DANGEROUS_PLAN,
      files: [{ name: 'a.dup', description: { ...FULL_IMAGE, publishedAs: 'CATM1-41065.dup' } }],
      found: {
        at: NOON,
        finding: {
          ...BOARD_FINDING,
          at,
          board: {
            ...BOARD_FINDING.board,
            sdCard: { state: 'readable', path: '/sd', freeBytes: 1_000_000 },
            files: [{ path: '/sd/a.dup', size: 7 }],
          },
        },
      },
    },
  ];
  for (const state of states) expect(recalled(state)).toEqual(state);
});

/** A phrase in a phrase, and so on. */
function nested(times: number): Phrase {
  return times === 0 ? phrase('end') : phrase('{inner}', { inner: nested(times - 1) });
}

it.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'done'],
  ['no field', {}],
  ['a field of another type', { ...done, confirmed: 'all' }],
  ['an unknown stage', { ...done, stage: 'lost' }],
  ['a running upgrade without a plan', { ...EMPTY_PANEL, stage: 'running' }],
  ['an outcome without a report', { ...done, report: null }],
  ['an invalid plan', { ...done, plan: { steps: 7 } }],
  ['an unknown step', { ...done, plan: { ...PLAN, steps: [{ action: { kind: 'explode' } }] } }],
  ['an invalid finding', { ...sample('found'), found: { at: NOON, finding: { kind: 'board' } } }],
  ['a modem in an unknown state', { ...done, report: { ...UPGRADED, after: { state: 3 } } }],
  ['an error without a code', { ...done, report: { ...UPGRADED, error: { message: phrase('x') } } }],
  ['a progress of more than 100 percent', { ...done, run: { ...done.run, fraction: 2 } }],
  ['an endless text', { ...done, port: 'x'.repeat(100_000) }],
  ['an endless log', { ...done, log: { number: 1, dropped: 0, lines: new Array(1001).fill(null) } }],
  ['an endless phrase', { ...sample('upToDate'), sentence: nested(300) }],
])('%s in the memory is not shown', (_, state) => {
  expect(recalled(state)).toBeUndefined();
});

it('unknown fields are not restored', () => {
  expect(recalled({ ...done, more: 1 })).toEqual(done);
});
