import type { FirmwareImage } from '../../firmware/firmwareImage';
import { cardErrors } from './errors';

/**
 * The files without their doubles: a card holds one of a name, and its file system knows no upper case from lower case.
 * @throws CARD_NAMES_CLASH where two of a name differ, as the updaters of two folders do
 */
export function oneOfEachName(files: readonly FirmwareImage[]): FirmwareImage[] {
  const taken = new Map<string, FirmwareImage>();
  for (const file of files) {
    const name = file.source.name.toLowerCase();
    const other = taken.get(name);
    if (other && other.description.sha256 !== file.description.sha256)
      throw cardErrors.namesClash(file.source.name, placeOf(other), placeOf(file));
    taken.set(name, other ?? file);
  }
  return [...taken.values()];
}

function placeOf({ source }: FirmwareImage): string {
  return source.origin ?? source.name;
}
