import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firmwareErrors } from './errors';
import { openFileSource } from './fileSource';
import type { FirmwareFolder, FolderEntry, FolderFile } from './firmwareFolder';

/** A folder of this computer. Links are not followed: a circle of them would have no end. */
export function diskFolder(path: string, name = path): FirmwareFolder {
  return {
    name,
    list: async () => {
      try {
        const entries = await readdir(path, { withFileTypes: true });
        return entries.flatMap((entry): FolderEntry[] => {
          const inner = join(path, entry.name);
          if (entry.isDirectory()) return [{ kind: 'folder', folder: diskFolder(inner, entry.name) }];
          return entry.isFile() ? [{ kind: 'file', file: diskFile(inner, entry.name) }] : [];
        });
      } catch (error) {
        throw firmwareErrors.unreadable(path, error);
      }
    },
  };
}

export function diskFile(path: string, name: string): FolderFile {
  return { name, open: () => openFileSource(path) };
}
