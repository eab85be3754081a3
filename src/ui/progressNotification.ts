import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { Logger } from '../base/logger';
import type { PanelHost } from './panel/panelHost';
import type { PanelState } from './panel/panelState';
import type { PanelStore } from './panel/panelStore';
import { percentOf } from './panel/progressView';
import type { Speech } from './speech';
import { progressText } from './texts/progressText';

interface Needs {
  readonly store: PanelStore;
  readonly speech: Speech;
  readonly logger: Logger;
  readonly cancel: () => void;
  readonly panel: Pick<PanelHost, 'visible' | 'onChangeVisible'>;
}

/** Mirrors what is going on as a progress notification, for whoever has the panel hidden. */
export function progressNotification({ store, speech, logger, cancel, panel }: Needs): Disposable {
  let shown: 'busy' | 'running' | null = null;
  const watch = (draw: () => void): Disposable => {
    const held = new DisposableStore();
    held.add(store.onChange(draw));
    held.add(panel.onChangeVisible(draw));
    return held;
  };
  const wanted = ({ stage, port }: PanelState): typeof shown => {
    if (panel.visible) return null;
    // Checking a file is over before a notification could be read.
    return stage === 'running' || (stage === 'busy' && port !== null) ? stage : null;
  };

  const show = (kind: 'busy' | 'running'): Thenable<void> =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: speech.say('LTE modem'),
        cancellable: true,
      },
      (progress, token) =>
        new Promise<void>((resolve) => {
          token.onCancellationRequested(cancel);
          let percent = 0;
          const draw = (): void => {
            const { state } = store;
            if (wanted(state) !== kind) {
              drawing.dispose();
              resolve();
              return;
            }
            const now = state.run === null ? 0 : percentOf(state.run);
            progress.report({ message: progressText(state, speech), increment: now - percent });
            percent = now;
          };
          const drawing = watch(draw);
          draw();
        }),
    );

  return watch(() => {
    const kind = wanted(store.state);
    if (kind === shown) return;
    shown = kind;
    if (kind === null) return;
    show(kind).then(undefined, (error: unknown) =>
      logger.warn(`the progress notification failed: ${String(error)}`),
    );
  });
}
