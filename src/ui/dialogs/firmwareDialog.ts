import * as vscode from 'vscode';
import { label } from '../escaped';
import type { ChosenFile } from '../../upgrade';
import type { Speech } from '../speech';
import { chosenFile } from '../workspaceFiles';
import { pick, type PickItem } from './pick';

/** More are not looked through in a list. */
const MOST_FILES = 50;
const IMAGES = '**/*.[dD][uU][pP]';
const ARCHIVES = '**/*.[zZ][iI][pP]';

interface Item extends PickItem {
  readonly choose: () => Promise<readonly ChosenFile[] | undefined>;
}

/** Images and archives of the workspace to choose from, and the dialogs for all other files and folders. */
export async function pickFirmware(speech: Speech): Promise<readonly ChosenFile[] | undefined> {
  const title = speech.translate('Firmware for the LTE modem');
  const files = [...(await found(IMAGES)), ...(await found(ARCHIVES))];
  const items: Item[] = [
    ...files.map((uri) => ({
      label: label(
        uri.path.toLowerCase().endsWith('.zip') ? 'file-zip' : 'file-binary',
        chosenFile(uri).name,
      ),
      description: vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..')),
      choose: () => Promise.resolve([chosenFile(uri)]),
    })),
    {
      label: label('file-add', speech.translate('Browse for files…')),
      alwaysShow: true,
      choose: () => browse(title, speech, 'files'),
    },
    {
      label: label('folder-opened', speech.translate('Browse for a folder…')),
      alwaysShow: true,
      choose: () => browse(title, speech, 'folder'),
    },
  ];
  const placeHolder =
    files.length === 0
      ? speech.translate('A .dup file, or the archive or folder that contains it')
      : speech.translate('Choose a file in this workspace, or browse for one');
  const picked = await pick(items, {
    title,
    placeHolder,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.choose();
}

async function found(pattern: string): Promise<vscode.Uri[]> {
  const uris = await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_FILES);
  return uris.sort((one, other) => one.path.localeCompare(other.path));
}

/** Not every system's dialog can choose both at once. */
async function browse(
  title: string,
  speech: Speech,
  what: 'files' | 'folder',
): Promise<readonly ChosenFile[] | undefined> {
  const uris = await vscode.window.showOpenDialog({
    title,
    openLabel: speech.translate('Choose'),
    canSelectFiles: what === 'files',
    canSelectFolders: what === 'folder',
    canSelectMany: what === 'files',
    filters: {
      [speech.translate('Modem firmware')]: ['dup', 'DUP', 'elf', 'ELF', 'zip', 'ZIP'],
      [speech.translate('All files')]: ['*'],
    },
  });
  return uris === undefined || uris.length === 0 ? undefined : uris.map(chosenFile);
}
