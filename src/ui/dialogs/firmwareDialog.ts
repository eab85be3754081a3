import * as vscode from 'vscode';
import type { ChosenFile } from '../flow/chosenFile';
import type { Speech } from '../speech';
import { chosenFile } from '../workspaceFiles';

/** More are not looked through in a list. */
const MOST_FILES = 50;

/** Firmware files of the workspace to choose from, and the file dialog for all others. */
export async function pickFirmware(speech: Speech): Promise<readonly ChosenFile[] | undefined> {
  const found = await vscode.workspace.findFiles('**/*.[dD][uU][pP]', '**/node_modules/**', MOST_FILES);
  if (found.length === 0) return browse(speech);
  const elsewhere: vscode.QuickPickItem = {
    label: `$(folder-opened) ${speech.say('Browse…')}`,
    alwaysShow: true,
  };
  const items = found
    .sort((one, other) => one.path.localeCompare(other.path))
    .map((uri) => ({
      label: `$(file-binary) ${chosenFile(uri).name}`,
      description: vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..')),
      uri,
    }));
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { uri?: vscode.Uri }>(
    [...items, elsewhere],
    {
      title: speech.say('Firmware for the LTE modem'),
      placeHolder: speech.say('Choose a .dup file of this workspace, or browse for one'),
      matchOnDescription: true,
    },
  );
  if (picked === undefined) return undefined;
  return picked.uri === undefined ? browse(speech) : [chosenFile(picked.uri)];
}

async function browse(speech: Speech): Promise<readonly ChosenFile[] | undefined> {
  const uris = await vscode.window.showOpenDialog({
    title: speech.say('Firmware for the LTE modem'),
    openLabel: speech.say('Choose'),
    canSelectMany: true,
    filters: {
      [speech.say('Modem firmware')]: ['dup', 'DUP', 'elf', 'ELF', 'zip', 'ZIP'],
      [speech.say('All files')]: ['*'],
    },
  });
  return uris === undefined || uris.length === 0 ? undefined : uris.map(chosenFile);
}
