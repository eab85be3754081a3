import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { codeOf } from '../base/thrown';
import { isUpgradeError } from '../base/upgradeError';
import { firmwareErrors } from './errors';
import { opensOtherOnWindows } from './portableName';

/** What Node puts in the place of bytes that are no UTF-8, as in names from an old computer: by such a name nothing is found. */
const UNREADABLE = '\ufffd';

/**
 * Opens a file for reading, and nothing else. A named pipe would make the opening wait for a writer, with no way to cancel
 * it, and a device may act on being opened or never end.
 * @param platform of the computer; on Windows some names are no file's
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function openRegularFile(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<FileHandle> {
  // What such a name stands for is not even looked at.
  if (platform === 'win32' && opensOtherOnWindows(path)) throw firmwareErrors.noNameOnWindows(path);
  try {
    requireRegular(path, await stat(path));
    // Where the file was exchanged for a pipe since, the opening does not wait. Windows has no such flag.
    const { O_NONBLOCK = 0 } = constants as { readonly O_NONBLOCK?: number };
    const handle = await open(path, constants.O_RDONLY | O_NONBLOCK);
    try {
      requireRegular(path, await handle.stat());
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    if (isUpgradeError(error)) throw error;
    const missing = codeOf(error) === 'ENOENT';
    if (missing && path === '') throw firmwareErrors.unnamed(error);
    if (missing && path.includes(UNREADABLE)) throw firmwareErrors.nameUnreadable(path, error);
    throw missing ? firmwareErrors.notFound(path, error) : firmwareErrors.unreadable(path, error);
  }
}

/**
 * The whole of a text file of this computer.
 * @param most bytes it may have
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function readTextFile(
  path: string,
  most: number,
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  const handle = await openRegularFile(path, platform);
  try {
    const { size } = await handle.stat();
    if (size > most) throw firmwareErrors.tooLarge(path, size, most);
    return await handle.readFile('utf8');
  } catch (error) {
    throw isUpgradeError(error) ? error : firmwareErrors.unreadable(path, error);
  } finally {
    await handle.close();
  }
}

interface FileKind {
  isFile(): boolean;
  isDirectory(): boolean;
}

function requireRegular(path: string, found: FileKind): void {
  if (found.isDirectory()) throw firmwareErrors.isFolder(path);
  if (!found.isFile()) throw firmwareErrors.notRegular(path);
}
