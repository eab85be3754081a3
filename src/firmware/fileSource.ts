import { basename, dirname, resolve } from 'node:path';
import { type FileHandle, open } from 'node:fs/promises';
import { firmwareErrors } from './errors';
import type { FirmwareSource } from './firmwareSource';

/**
 * A firmware file on this computer, read in pieces.
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function openFileSource(path: string): Promise<FirmwareSource> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw missing ? firmwareErrors.notFound(path, error) : firmwareErrors.unreadable(path, error);
  }
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw firmwareErrors.unreadable(path, new Error('it is not a file'));
  }
  return {
    name: basename(path),
    size: stat.size,
    origin: dirname(resolve(path)),
    read: async (offset, length) => {
      try {
        const piece = new Uint8Array(Math.max(0, Math.min(length, stat.size - offset)));
        const { bytesRead } = await handle.read(piece, 0, piece.length, offset);
        return piece.subarray(0, bytesRead);
      } catch (error) {
        throw firmwareErrors.unreadable(path, error);
      }
    },
    close: () => handle.close(),
  };
}
