import * as vscode from 'vscode';
import { unlinked } from '../escaped';
import type { Dialogs } from '../flow/dialogs';
import type { Speech } from '../speech';
import type { RecoveryDialogs } from './recoveryDialogs';

/** Recovery's questions, asked by VS Code's own means. */
export function vscodeRecoveryDialogs(
  speech: Speech,
  common: Pick<Dialogs, 'confirm' | 'tell' | 'revealPanel'>,
): RecoveryDialogs {
  return {
    confirm: (question) => common.confirm(question),
    tell: (notice) => common.tell(notice),
    revealPanel: () => common.revealPanel(),
    confirmByWord: async ({ message, detail }, word) =>
      (await vscode.window.showInputBox({
        title: message,
        prompt: `${detail} ${speech.translate('Type {word} to confirm.', { word })}`,
        ignoreFocusOut: true,
      })) === word,
    offer: async (text, buttons) => vscode.window.showWarningMessage(unlinked(text), ...buttons),
  };
}
