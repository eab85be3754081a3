import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { unlinked } from '../escaped';
import type { OpenProgress } from '../progressNotification';

/** Progress notifications by VS Code's own means. */
export function vscodeProgress(logger: Logger): OpenProgress {
  return (title, onCancel) => {
    let progress: vscode.Progress<{ message: string; increment: number }> | null = null;
    let last = { message: '', percent: 0 };
    let drawn = 0;
    const draw = (): void => {
      progress?.report({ message: last.message, increment: last.percent - drawn });
      if (progress !== null) drawn = last.percent;
    };
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    vscode.window
      .withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: onCancel !== null },
        (opened, token) => {
          progress = opened;
          // It is opened a little later than it was asked for.
          draw();
          if (onCancel !== null) token.onCancellationRequested(onCancel);
          return closed;
        },
      )
      .then(undefined, (error: unknown) => logger.warn(`the progress notification failed: ${String(error)}`));
    return {
      report: (message, percent, link) => {
        const more = link === null ? '' : ` [${link}](command:lteUpgrade.showPanel)`;
        last = { message: `${unlinked(message)}${more}`, percent };
        draw();
      },
      close,
    };
  };
}
