import { createHash } from 'node:crypto';
import { firmwareErrors } from './errors';
import type { FirmwareImage } from './firmwareImage';

const PIECE_BYTES = 65_536;

/**
 * Reads a checked file once more, right before it is sent: between check and transfer somebody may have written to it.
 * @throws FILE_CHANGED, FILE_UNREADABLE
 */
export async function requireUnchanged({ source, description }: FirmwareImage): Promise<void> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < source.size; offset += PIECE_BYTES) {
    hash.update(await source.read(offset, PIECE_BYTES));
  }
  if (hash.digest('hex') !== description.sha256) throw firmwareErrors.changed(source.name);
}
