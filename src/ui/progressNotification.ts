import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import type { Logger } from '../base/logger';
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
  readonly isPanelVisible: () => boolean;
}

/** Mirrors what is going on as a progress notification, for whoever has the panel hidden. */
export function progressNotification({ store, speech, logger, cancel, isPanelVisible }: Needs): Disposable {
  let shown: 'busy' | 'running' | null = null;
  const wanted = ({ stage, port }: PanelState): typeof shown => {
    if (isPanelVisible()) return null;
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
          const draw = (state: PanelState): void => {
            if (wanted(state) !== kind) {
              watch.dispose();
              resolve();
              return;
            }
            const now = state.run === null ? 0 : percentOf(state.run);
            progress.report({ message: progressText(state, speech), increment: now - percent });
            percent = now;
          };
          const watch = store.onChange(draw);
          draw(store.state);
        }),
    );

  return store.onChange((state) => {
    const kind = wanted(state);
    if (kind === shown) return;
    shown = kind;
    if (kind === null) return;
    show(kind).then(undefined, (error: unknown) =>
      logger.warn(`the progress notification failed: ${String(error)}`),
    );
  });
}
