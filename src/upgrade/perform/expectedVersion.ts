import { phrase } from '../../base/phrase';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { ModemReading } from '../../modem/modemReading';
import { upgradeErrors } from '../errors';
import { nameOf } from '../readingName';

/**
 * Only a modem that runs, and says the build that the image brings, is upgraded.
 * @throws WRONG_VERSION_AFTER
 */
export function requireVersion({ description }: FirmwareImage, reading: ModemReading): void {
  const expected = description.targetBuild;
  const right = reading.build !== null && (expected === null || expected === reading.build);
  if (reading.state !== 2 || !right) {
    throw upgradeErrors.wrongVersionAfter(expected ?? phrase('a new version'), nameOf(reading));
  }
}
