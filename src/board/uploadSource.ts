import { createHash } from 'node:crypto';

/** The bytes that go to the board, read in pieces. */
export interface UploadSource {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

const READ_BYTES = 65_536;

export async function sha256Of(source: UploadSource): Promise<string> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < source.size; offset += READ_BYTES) {
    hash.update(await source.read(offset, Math.min(READ_BYTES, source.size - offset)));
  }
  return hash.digest('hex');
}
