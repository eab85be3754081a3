import type * as vscode from 'vscode';
import type { AskPassword } from '../firmware/gatherFirmware';
import type { Dialogs } from './flow/dialogs';

const KEY = 'archivePassword:';

/**
 * The password of an archive: the one that was kept, else the user's. It is kept in VS Code's secret storage when the
 * user wants it, under the archive's name, and forgotten when it turns out wrong.
 */
export function archivePasswords(
  secrets: vscode.SecretStorage,
  dialogs: Pick<Dialogs, 'askPassword'>,
  wantsKept: () => Promise<boolean>,
): AskPassword {
  return async (archive, wrong) => {
    const key = KEY + archive;
    if (wrong) await secrets.delete(key);
    const kept = await secrets.get(key);
    if (kept !== undefined) return kept;
    const password = await dialogs.askPassword(archive, wrong);
    if (password !== undefined && (await wantsKept())) await secrets.store(key, password);
    return password;
  };
}
