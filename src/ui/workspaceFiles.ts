import * as vscode from 'vscode';
import { isUpgradeError } from '../base/upgradeError';
import { firmwareErrors } from '../firmware/errors';
import type { FirmwareFolder, FolderEntry } from '../firmware/firmwareFolder';
import { bytesSource } from '../base/byteSource';
import type { ChosenFile, FirmwareFiles } from '../upgrade';

/** A file is read whole here; no archive of firmware is larger. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Through VS Code's file systems, so that files of a remote workspace can be read too. */
export const workspaceFiles: FirmwareFiles = {
  open: async (file) => {
    const uri = vscode.Uri.parse(file.location, true);
    try {
      await requireFile(uri, file.name);
      const bytes = await vscode.workspace.fs.readFile(uri);
      // Where a provider of files knew less than it had.
      if (bytes.length > MOST_BYTES) throw firmwareErrors.tooLarge(file.name, bytes.length, MOST_BYTES);
      return bytesSource(file.name, bytes, vscode.Uri.joinPath(uri, '..').toString());
    } catch (error) {
      if (isUpgradeError(error)) throw error;
      const missing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
      throw missing ? firmwareErrors.notFound(file.name, error) : firmwareErrors.unreadable(file.name, error);
    }
  },
  folder: async (file) => {
    const uri = vscode.Uri.parse(file.location, true);
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      return (type & vscode.FileType.Directory) === 0 ? undefined : workspaceFolder(uri);
    } catch (error) {
      // A missing file is reported when it is opened.
      if (error instanceof vscode.FileSystemError) return undefined;
      throw error;
    }
  },
  nearby: async (file) => {
    const folder = vscode.Uri.joinPath(vscode.Uri.parse(file.location, true), '..');
    const entries = await readFolder(folder);
    return entries
      .filter(([, type]) => (type & vscode.FileType.File) !== 0)
      .map(([name]) => chosenFile(vscode.Uri.joinPath(folder, name)));
  },
};

/**
 * Reading a named pipe would never end.
 * @throws FILE_UNREADABLE, FILE_TOO_LARGE
 */
async function requireFile(uri: vscode.Uri, name: string): Promise<void> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) !== 0) throw firmwareErrors.isFolder(name);
  if ((type & vscode.FileType.File) === 0) throw firmwareErrors.notRegular(name);
  if (size > MOST_BYTES) throw firmwareErrors.tooLarge(name, size, MOST_BYTES);
}

/** A folder that only the editor can reach; links are not followed, for a circle of them would have no end. */
function workspaceFolder(uri: vscode.Uri): FirmwareFolder {
  return {
    name: chosenFile(uri).name,
    list: async () =>
      (await readFolder(uri)).flatMap(([name, type]): FolderEntry[] => {
        const inner = vscode.Uri.joinPath(uri, name);
        if (type === vscode.FileType.Directory) return [{ kind: 'folder', folder: workspaceFolder(inner) }];
        if (type !== vscode.FileType.File) return [];
        return [{ kind: 'file', file: { name, open: () => workspaceFiles.open(chosenFile(inner)) } }];
      }),
  };
}

export function chosenFile(uri: vscode.Uri): ChosenFile {
  return { name: uri.path.slice(uri.path.lastIndexOf('/') + 1), location: uri.toString() };
}

async function readFolder(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch (error) {
    // A file can be readable in a folder that cannot be listed; what would be beside it is then not offered.
    if (error instanceof vscode.FileSystemError) return [];
    throw error;
  }
}
