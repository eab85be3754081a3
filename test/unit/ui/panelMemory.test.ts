import { expect, it } from 'vitest';
import { PanelMemory } from '../../../src/ui/panel/panelMemory';
import { PanelStore } from '../../../src/ui/panel/panelStore';
import { SAMPLE_STATES } from '../../webview/sampleStates';
import { memoryStorage } from './flowRig';
import { NOON, UPGRADED } from './samples';

it('what an upgrade left is shown again after a reload, but not by another version of the extension', () => {
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

it('an upgrade that ran is interrupted after a reload', () => {
  const storage = memoryStorage();
  const memory = new PanelMemory(storage, '1.0.0');
  const store = new PanelStore(SAMPLE_STATES['ready']);
  memory.follow(store);
  store.dispatch({ type: 'started', at: NOON });
  expect(memory.recall()?.stage).toBe('interrupted');
});

it.each([
  ['nothing', null],
  ['a text', 'done'],
  ['no field', {}],
  ['a field of another kind', { ...SAMPLE_STATES['done'], confirmed: 'all' }],
  ['a stage that there is not', { ...SAMPLE_STATES['done'], stage: 'lost' }],
  ['a plan that is none', { ...SAMPLE_STATES['ready'], plan: { steps: 7 } }],
  ['a finding that is none', { ...SAMPLE_STATES['found'], finding: { kind: 'board' } }],
])('%s in the memory is not shown', (_, state) => {
  const storage = memoryStorage();
  storage.keep('panel', { version: '1.0.0', state });
  expect(new PanelMemory(storage, '1.0.0').recall()).toBeUndefined();
});
