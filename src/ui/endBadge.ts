import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { PanelHost } from './panel/panelHost';
import type { PanelState } from './panel/panelState';
import type { PanelStore } from './panel/panelStore';
import type { Speech } from './speech';
import { rehearsalSentence } from './texts/rehearsalTexts';
import { reportSentence } from './texts/reportTexts';

interface Needs {
  /** The view whose icon in the activity bar gets the badge. */
  readonly view: { badge?: vscode.ViewBadge | undefined };
  readonly store: PanelStore;
  readonly panel: Pick<PanelHost, 'visible' | 'onChangeVisible'>;
  readonly speech: Speech;
}

/** A badge for an upgrade or a rehearsal that ended while nobody looked; it stays until the panel is seen. */
export function endBadge({ view, store, panel, speech }: Needs): Disposable {
  let last = store.state.stage;
  const isSeen = (): boolean => panel.visible && vscode.window.state.focused;
  const clearWhenSeen = (): void => {
    if (isSeen()) view.badge = undefined;
  };
  const held = new DisposableStore();
  held.add(
    store.onChange((state) => {
      const { stage } = state;
      if (stage === last) return;
      last = stage;
      const tooltip = endOf(state, speech);
      view.badge = tooltip === null || isSeen() ? undefined : { value: 1, tooltip };
    }),
  );
  held.add(panel.onChangeVisible(clearWhenSeen));
  held.add(vscode.window.onDidChangeWindowState(clearWhenSeen));
  return held;
}

function endOf(state: PanelState, speech: Speech): string | null {
  if (state.stage === 'done') return reportSentence(speech, state.report);
  return state.stage === 'rehearsed' ? rehearsalSentence(speech, state.rehearsed) : null;
}
