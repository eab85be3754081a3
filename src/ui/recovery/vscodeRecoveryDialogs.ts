import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import type { Speech } from '../speech';
import type { RecoveryDialogs } from './recoveryDialogs';

/** Recovery's questions, asked by VS Code's own means. */
export function vscodeRecoveryDialogs(speech: Speech, logger: Logger): RecoveryDialogs {
  return {
    busy: async (title, work) =>
      vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        async (progress, token) => {
          const abort = new AbortController();
          const listening = token.onCancellationRequested(() => abort.abort());
          try {
            return await work((message) => progress.report({ message }), abort.signal);
          } finally {
            listening.dispose();
          }
        },
      ),
    choose: async ({ title, items }) => {
      const picked = await vscode.window.showQuickPick([...items], {
        title,
        placeHolder: speech.say('What helped others, harmless things first'),
        ignoreFocusOut: true,
      });
      return picked?.choice;
    },
    confirm: async ({ message, detail, yes }) =>
      (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes,
    confirmByWord: async ({ message, detail }, word) =>
      (await vscode.window.showInputBox({
        title: message,
        prompt: `${detail} ${speech.say('Type {word} to do it.', { word })}`,
        ignoreFocusOut: true,
      })) === word,
    tell: (level, text) => {
      const show = level === 'info' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
      show(text).then(undefined, (error: unknown) =>
        logger.warn(`a notification could not be shown: ${String(error)}`),
      );
    },
    offer: async (text, buttons) => vscode.window.showWarningMessage(text, ...buttons),
  };
}
