import * as vscode from 'vscode';
import type { PresentCard, RemovableDrive } from '../../upgrade';
import { pick, type PickItem } from '../dialogs/pick';
import { label, unlinked } from '../escaped';
import type { Dialogs } from '../flow/dialogs';
import type { Speech } from '../speech';
import type { CardDialogs } from './cardDialogs';

/** What must be typed, whole; the same in every language. */
const WORD = 'format';

/** The questions about SD cards, asked by VS Code's own means. */
export function vscodeCardDialogs(
  speech: Speech,
  common: Pick<Dialogs, 'pickFirmware' | 'tell'>,
): CardDialogs {
  return {
    pickFirmware: () => common.pickFirmware(),
    tell: (notice) => common.tell(notice),
    pickDrive: (drives) => pickDrive(drives, speech),
    chooseAgain: async ({ sentence, consequence }) => {
      const again = speech.translate('Choose again…');
      const twice = speech.translate(
        'Nothing was copied. Choose the SD card. To copy to this folder anyway, choose the same folder again.',
      );
      const picked = await vscode.window.showWarningMessage(
        speech.render(sentence),
        { modal: true, detail: `${speech.render(consequence)} ${twice}` },
        again,
      );
      return picked === again;
    },
    confirmPreparing: async ({ sentence, consequence }) => {
      const goOn = speech.translate('Replace');
      const picked = await vscode.window.showWarningMessage(
        speech.render(sentence),
        { modal: true, detail: speech.render(consequence) },
        goOn,
      );
      return picked === goOn;
    },
    confirmFormat: async (card) => {
      const typed = await vscode.window.showInputBox({
        title: speech.translate('Everything on the card in the board will be lost'),
        prompt: contentText(card, speech),
        placeHolder: speech.translate('Type "{word}" to continue', { word: WORD }),
        ignoreFocusOut: true,
      });
      return typed?.trim() === WORD;
    },
    busy,
  };
}

async function pickDrive(drives: readonly RemovableDrive[], speech: Speech): Promise<string | undefined> {
  const browse = { label: label('folder-opened', speech.translate('Browse…')), path: undefined };
  if (drives.length > 0) {
    const items = drives.map(({ name, path }) => ({ label: label('save', name), description: path, path }));
    const picked = await pick<PickItem & { path: string | undefined }>([...items, browse], {
      title: speech.translate('SD card in this computer'),
      placeHolder: speech.translate('Choose the card'),
      ignoreFocusOut: true,
    });
    if (!picked || picked.path !== undefined) return picked?.path;
  }
  const folders = await vscode.window.showOpenDialog({
    title:
      drives.length > 0
        ? speech.translate('SD card in this computer')
        : speech.translate('No SD card found. Choose the folder or drive where it appears.'),
    openLabel: speech.translate('Choose'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return folders?.[0]?.fsPath;
}

function contentText(content: PresentCard, speech: Speech): string {
  if (content.state === 'unreadable') return speech.translate('The board can’t read the card.');
  if (content.files.length === 0) return speech.translate('The card is empty.');
  return speech.translate('On the card: {files}', {
    files: content.files.map(({ path }) => path).join(', '),
  });
}

/**
 * Does something under a notification that tells it, and that it can be cancelled in.
 * @param signal of whatever this is a part of
 */
async function busy<T>(
  title: string,
  signal: AbortSignal,
  work: (say: (text: string) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const cancelled = new AbortController();
      const listening = token.onCancellationRequested(() => cancelled.abort());
      try {
        const either = AbortSignal.any([signal, cancelled.signal]);
        return await work((message) => progress.report({ message: unlinked(message) }), either);
      } finally {
        listening.dispose();
      }
    },
  );
}
