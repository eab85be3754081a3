import * as vscode from 'vscode';
import { pick } from '../dialogs/pick';
import { label, unlinked } from '../escaped';
import type { Dialogs } from '../flow/dialogs';
import type { Speech } from '../speech';
import type { RecoveryDialogs } from './recoveryDialogs';

/** Recovery's questions, asked by VS Code's own means. */
export function vscodeRecoveryDialogs(
  speech: Speech,
  common: Pick<Dialogs, 'confirm' | 'tell'>,
): RecoveryDialogs {
  return {
    confirm: (question) => common.confirm(question),
    tell: (notice) => common.tell(notice),
    choose: async ({ title, items }) => {
      const picked = await pick(
        items.map((item) => ({ ...item, label: label(null, item.label) })),
        {
          title,
          placeHolder: speech.translate('What has helped others, harmless steps first'),
          ignoreFocusOut: true,
        },
      );
      return picked?.choice;
    },
    confirmByWord: async ({ message, detail }, word) =>
      (await vscode.window.showInputBox({
        title: message,
        prompt: `${detail} ${speech.translate('Type {word} to confirm.', { word })}`,
        ignoreFocusOut: true,
      })) === word,
    offer: async (text, buttons) => vscode.window.showWarningMessage(unlinked(text), ...buttons),
  };
}
