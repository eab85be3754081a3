import { createHash } from 'node:crypto';
import type { ByteSource } from './byteSource';

const PIECE_BYTES = 65_536;

/** SHA-256 of the whole, as hexadecimal digits. @throws what reading it throws */
export async function sha256Of(source: Pick<ByteSource, 'size' | 'sha256' | 'read'>): Promise<string> {
  if (source.sha256 !== undefined) return source.sha256;
  const hash = createHash('sha256');
  const buffer = new Uint8Array(PIECE_BYTES);
  for (let offset = 0; offset < source.size; offset += PIECE_BYTES) {
    hash.update(await source.read(offset, PIECE_BYTES, buffer));
  }
  return hash.digest('hex');
}
