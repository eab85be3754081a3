import { createHash } from 'node:crypto';
import type { FirmwareSource } from './firmwareSource';

const PIECE_BYTES = 65_536;

/**
 * SHA-256 of a whole file, as hexadecimal digits.
 * @throws FILE_UNREADABLE
 */
export async function sha256OfSource(source: FirmwareSource): Promise<string> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(PIECE_BYTES);
  for (let offset = 0; offset < source.size; offset += PIECE_BYTES) {
    hash.update(await source.read(offset, PIECE_BYTES, buffer));
  }
  return hash.digest('hex');
}
