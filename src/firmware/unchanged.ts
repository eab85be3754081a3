import { sha256Of } from '../base/sha256';
import { firmwareErrors } from './errors';
import type { FirmwareImage } from './firmwareImage';

/**
 * Reads a checked file once more, right before it is sent: between check and transfer somebody may have written to it.
 * @throws FILE_CHANGED, FILE_UNREADABLE
 */
export async function requireUnchanged({ source, description }: FirmwareImage): Promise<void> {
  if ((await sha256Of(source)) !== description.sha256) throw firmwareErrors.changed(source.name);
}
