import { expect, test, vi } from 'vitest';
import { Emitter } from '../../../src/base/emitter';
import type { Disposable } from '../../../src/base/disposable';
import { PanelStore } from '../../../src/ui/panel/panelStore';
import { inStage, sample } from '../../webview/sampleStates';
import { ENGLISH } from './flowRig';
import { NOON, UPGRADED } from './samples';

type Listen = (listener: () => void) => Disposable;
const editor = vi.hoisted(
  (): { window: { state: { focused: boolean }; onDidChangeWindowState: Listen } } => ({
    window: { state: { focused: true }, onDidChangeWindowState: () => ({ dispose: () => undefined }) },
  }),
);
vi.mock('vscode', () => editor);

const { endBadge } = await import('../../../src/ui/endBadge');

function rig() {
  const windows = new Emitter<void>();
  editor.window.onDidChangeWindowState = windows.event;
  const sights = new Emitter<void>();
  const panel: { visible: boolean; onChangeVisible: (listener: () => void) => Disposable } = {
    visible: true,
    onChangeVisible: sights.event,
  };
  const view: { badge?: { readonly value: number; readonly tooltip: string } | undefined } = {};
  const store = new PanelStore(inStage(sample('running'), 'running'));
  endBadge({ view, store, panel, speech: ENGLISH });
  const focus = (focused: boolean): void => {
    editor.window.state.focused = focused;
    windows.fire();
  };
  const ends = (): void => store.dispatch({ type: 'event', event: UPGRADED, at: NOON });
  return { view, panel, sights, focus, ends, store };
}

test('an end that the user sees gets no badge', () => {
  const { view, focus, ends } = rig();
  focus(true);
  ends();
  expect(view.badge).toBeUndefined();
});

test('an end in a background window gets a badge with the outcome, which goes when the window gets the focus', () => {
  const { view, focus, ends } = rig();
  focus(false);
  ends();
  expect(view.badge).toMatchObject({ value: 1, tooltip: expect.stringContaining('was upgraded') as string });
  focus(true);
  expect(view.badge).toBeUndefined();
});

test('an end behind another editor gets a badge, which stays until the panel is shown', () => {
  const { view, panel, sights, focus, ends } = rig();
  focus(true);
  panel.visible = false;
  ends();
  focus(true);
  expect(view.badge).toMatchObject({ value: 1 });
  panel.visible = true;
  sights.fire();
  expect(view.badge).toBeUndefined();
});

test('the badge goes when something new begins', () => {
  const { view, focus, ends, store } = rig();
  focus(false);
  ends();
  store.dispatch({ type: 'began', activity: { template: 'x', args: {} }, chosen: [] });
  expect(view.badge).toBeUndefined();
});
