/** The two places on a board that take files. */
export type BoardFolder = '/flash' | '/sd';

/** A file has this at the end of its name until it is whole, so that nothing half-written is ever taken for it. */
export const PARTIAL_SUFFIX = '.upload-part';

/** Where a file of this name lies on a board. */
export function pathIn(folder: BoardFolder, name: string): string {
  return `${folder}/${name}`;
}

export function folderOf(path: string): BoardFolder {
  const folder = (['/flash', '/sd'] as const).find((candidate) => path.startsWith(`${candidate}/`));
  if (!folder || path.lastIndexOf('/') !== folder.length || path.length === folder.length + 1) {
    throw new TypeError(`a file on a board lies directly in /flash or /sd: ${path}`);
  }
  return folder;
}
