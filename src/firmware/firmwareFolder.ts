import { firmwareErrors } from './errors';
import type { FirmwareSource } from './firmwareSource';

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
  open(): Promise<FirmwareSource>;
}

/** Firmware lies in the folder of its archive, and that perhaps among others. */
const DEEPEST = 4;
/** Whoever has more files has chosen a whole disk by mistake. */
const MOST_ENTRIES = 5000;
const FIRMWARE_NAME = /\.(dup|elf|zip)$/i;
const NEVER_SEARCHED = /^(\..*|node_modules|__MACOSX)$/;

/**
 * Every image, updater and archive in a folder and the folders in it, sorted by name within each.
 * @throws FOLDER_EMPTY, FOLDER_TOO_LARGE, FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function searchFolder(folder: FirmwareFolder): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  let seen = 0;
  const search = async (where: FirmwareFolder, depth: number): Promise<void> => {
    const entries = await where.list();
    seen += entries.length;
    if (seen > MOST_ENTRIES) throw firmwareErrors.folderTooLarge(folder.name, MOST_ENTRIES);
    const files = entries.flatMap((entry) => (entry.kind === 'file' ? [entry.file] : []));
    found.push(...files.filter(({ name }) => FIRMWARE_NAME.test(name)).sort(byName));
    if (depth === DEEPEST) return;
    const folders = entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.folder] : []));
    for (const inner of folders.sort(byName)) {
      if (!NEVER_SEARCHED.test(inner.name)) await search(inner, depth + 1);
    }
  };
  await search(folder, 1);
  if (found.length === 0) throw firmwareErrors.folderEmpty(folder.name);
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
