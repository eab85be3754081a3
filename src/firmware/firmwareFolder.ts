import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firmwareErrors } from './errors';
import type { ByteSource } from '../base/byteSource';
import { openFileSource } from './fileSource';

/** A folder somewhere: on this computer, or in a workspace that only the editor can reach. */
export interface FirmwareFolder {
  readonly name: string;
  /** @throws FILE_NOT_FOUND, FILE_UNREADABLE */
  list(): Promise<readonly FolderEntry[]>;
}

export type FolderEntry =
  | { readonly kind: 'folder'; readonly folder: FirmwareFolder }
  | { readonly kind: 'file'; readonly file: FolderFile };

/** A file that was found and not opened yet. */
export interface FolderFile {
  readonly name: string;
  /** @throws FILE_NOT_FOUND, FILE_UNREADABLE */
  open(): Promise<ByteSource>;
}

/** Firmware lies in the folder of its archive, and that perhaps among others. */
const DEEPEST = 4;
/** Whoever has more files has chosen a whole disk by mistake. */
const MOST_ENTRIES = 5000;
const FIRMWARE_NAME = /\.(dup|elf|zip)$/i;
/** Where nothing else is there, the user hears of it. */
const PACKED_NAME = /\.(7z|rar|tar|tgz|gz|xz|bz2|z\d\d|zip\.\d{3})$/i;
/** What macOS puts beside a file on a foreign disk; it has the file's name behind these. */
const SHADOW = /^\._/;
/** Every one is opened, and stays open. */
const MOST_FIRMWARE_FILES = 500;
const NEVER_SEARCHED = /^(\..*|node_modules|__MACOSX)$/;

/**
 * Every image, updater and archive in a folder and the folders in it, sorted by name within each.
 * @throws FOLDER_EMPTY, FOLDER_TOO_LARGE, FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function searchFolder(folder: FirmwareFolder): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  let seen = 0;
  let packed: string | undefined;
  const search = async (where: FirmwareFolder, depth: number): Promise<void> => {
    const entries = await where.list();
    seen += entries.length;
    if (seen > MOST_ENTRIES) throw firmwareErrors.folderTooLarge(folder.name, MOST_ENTRIES);
    const files = entries.flatMap((entry) => (entry.kind === 'file' ? [entry.file] : []));
    const own = files.filter(({ name }) => !SHADOW.test(name));
    packed ??= own.find(({ name }) => PACKED_NAME.test(name))?.name;
    found.push(...own.filter(({ name }) => FIRMWARE_NAME.test(name)).sort(byName));
    if (found.length > MOST_FIRMWARE_FILES)
      throw firmwareErrors.folderTooLarge(folder.name, MOST_FIRMWARE_FILES);
    if (depth === DEEPEST) return;
    const folders = entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.folder] : []));
    for (const inner of folders.sort(byName)) {
      if (!NEVER_SEARCHED.test(inner.name)) await search(inner, depth + 1);
    }
  };
  await search(folder, 1);
  if (found.length === 0) {
    throw packed === undefined
      ? firmwareErrors.folderEmpty(folder.name)
      : firmwareErrors.folderPacked(folder.name, packed);
  }
  return found;
}

export function isImageName(name: string): boolean {
  return /\.dup$/i.test(name);
}

export function isArchiveName(name: string): boolean {
  return /\.zip$/i.test(name);
}

function byName({ name: one }: { name: string }, { name: other }: { name: string }): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

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
