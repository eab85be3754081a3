/** The two places on a board that take files. */
export type BoardFolder = '/flash' | '/sd';

export function folderOf(path: string): BoardFolder {
  const folder = (['/flash', '/sd'] as const).find((candidate) => path.startsWith(`${candidate}/`));
  if (!folder || path.lastIndexOf('/') !== folder.length || path.length === folder.length + 1) {
    throw new TypeError(`a file on a board lies directly in /flash or /sd: ${path}`);
  }
  return folder;
}
