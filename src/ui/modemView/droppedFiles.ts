import * as vscode from 'vscode';
import type { ChosenFile } from '../../upgrade';
import { chosenFile } from '../workspaceFiles';

const URI_LIST = 'text/uri-list';
/** Files of the explorer come as a list of addresses, those of the operating system as files. */
export const FILE_DROPS = [URI_LIST, 'files'];

/** What was dropped that can be firmware: images, updaters, archives and folders; other files are left out. */
export async function droppedFiles(transfer: vscode.DataTransfer): Promise<readonly ChosenFile[]> {
  const uris: vscode.Uri[] = [];
  for (const [, item] of transfer) {
    const uri = item.asFile()?.uri;
    if (uri !== undefined) uris.push(uri);
  }
  if (uris.length === 0) uris.push(...urisIn((await transfer.get(URI_LIST)?.asString()) ?? ''));
  return firmwareIn(uris);
}

/** @param list one address a line, as RFC 2483 writes it; a line with `#` is a comment */
export function urisIn(list: string): vscode.Uri[] {
  return list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => (URL.canParse(line) ? [vscode.Uri.parse(line, true)] : []));
}

export function firmwareIn(uris: readonly vscode.Uri[]): readonly ChosenFile[] {
  return uris.map(chosenFile).filter(({ name }) => /\.(dup|elf|zip)$/i.test(name) || !name.includes('.'));
}
