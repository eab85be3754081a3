import { basename, dirname, resolve } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import { firmwareErrors } from './errors';
import type { ByteSource } from '../base/byteSource';
import { openRegularFile } from './regularFile';

/**
 * A firmware file on this computer, read in pieces.
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function openFileSource(path: string): Promise<ByteSource> {
  const handle = await openRegularFile(path);
  let size: number;
  try {
    ({ size } = await handle.stat());
  } catch (error) {
    await handle.close();
    throw firmwareErrors.unreadable(path, error);
  }
  const pieces = new PieceReader(handle, (error) => firmwareErrors.unreadable(path, error));
  return {
    name: basename(path),
    size,
    origin: dirname(resolve(path)),
    read: (offset, length, into) => pieces.read(offset, Math.max(0, Math.min(length, size - offset)), into),
    close: () => handle.close(),
  };
}

/** A transfer reads eight kilobytes at a time: with a separate buffer, each read would keep its memory for long. */
const WINDOW_BYTES = 65_536;

/** Reads through a window into the file that is used again and again; one read after the other. */
class PieceReader {
  private readonly handle: FileHandle;
  private readonly failure: (cause: unknown) => Error;
  private window: Uint8Array | undefined;
  private start = 0;
  private held = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(handle: FileHandle, failure: (cause: unknown) => Error) {
    this.handle = handle;
    this.failure = failure;
  }

  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array> {
    const reading = this.last.then(() => this.piece(offset, length, into));
    this.last = reading.catch(() => undefined);
    return reading;
  }

  private async piece(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array> {
    try {
      if (length > WINDOW_BYTES / 2) {
        const own = into?.subarray(0, length) ?? new Uint8Array(length);
        return own.subarray(0, await this.fill(own, offset));
      }
      if (offset < this.start || offset + length > this.start + this.held) {
        this.window ??= new Uint8Array(WINDOW_BYTES);
        this.held = 0;
        this.held = await this.fill(this.window, offset);
        this.start = offset;
      }
      const at = offset - this.start;
      return this.window?.slice(at, Math.min(at + length, this.held)) ?? new Uint8Array(0);
    } catch (error) {
      throw this.failure(error);
    }
  }

  private async fill(piece: Uint8Array, offset: number): Promise<number> {
    const { bytesRead } = await this.handle.read(piece, 0, piece.length, offset);
    return bytesRead;
  }
}
