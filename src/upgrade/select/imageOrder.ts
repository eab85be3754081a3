import { type FirmwareImage, mayBeDifferential } from '../../firmware/firmwareImage';
import { parseImageName } from '../../firmware/imageName';
import { publishedName } from '../../firmware/catalogue';
import { FIRST_STOP_BUILD } from '../../firmware/rules/rule';
import { upgradeErrors } from '../errors';

/**
 * The images of one upgrade in the order they must go: the halves of a pair sorted, anything else in the given order.
 * @throws NO_IMAGE, IMAGES_DO_NOT_BELONG when they make no sense together, whatever the modem
 */
export function orderImages(images: readonly FirmwareImage[]): FirmwareImage[] {
  const [first, second] = images;
  if (!first) throw upgradeErrors.noImage();
  const ordered = [...images];
  const reversed = first.description.stepOfPair === 2 && second?.description.stepOfPair === 1;
  if (images.length === 2 && reversed) ordered.reverse();
  for (const [index, image] of ordered.entries()) {
    const next = ordered[index + 1];
    const twin = ordered.slice(index + 1).find((other) => isTwin(image, other));
    if (twin) throw upgradeErrors.imagesDoNotBelong(image.source.name, twin.source.name);
    if (next && !leadsTo(image, next))
      throw upgradeErrors.imagesDoNotBelong(image.source.name, next.source.name);
  }
  return ordered;
}

/** Whether these could be the images of one upgrade, in this order. */
export function belongTogether(images: readonly FirmwareImage[]): boolean {
  return images.every((image, index) => {
    const next = images[index + 1];
    const twin = images.slice(index + 1).some((other) => isTwin(image, other));
    return !twin && (!next || leadsTo(image, next));
  });
}

/** On the board a file is known by its name, on a card whatever its case; the same image twice makes no upgrade. */
function isTwin(one: FirmwareImage, other: FirmwareImage): boolean {
  return (
    one.source.name.toLowerCase() === other.source.name.toLowerCase() ||
    one.description.sha256 === other.description.sha256
  );
}

/** Whether the second image is what one would send after the first. */
function leadsTo(first: FirmwareImage, second: FirmwareImage): boolean {
  const [one, other] = [first.description, second.description];
  if (one.stepOfPair === 1) return other.stepOfPair === 2 && pairOf(first) === pairOf(second);
  if (mayBeDifferential(other)) return other.baseBuild === one.targetBuild && one.targetBuild !== null;
  if (other.stepOfPair !== null) return other.stepOfPair === 1;
  // From the factory's build the way to anything newer leads over 41065, so that one full image may follow another.
  return (
    one.targetBuild === FIRST_STOP_BUILD &&
    one.family === other.family &&
    Number(other.targetBuild ?? 0) > Number(FIRST_STOP_BUILD)
  );
}

/** Build that both halves of a pair are named after; copies and other spellings of a name are the same pair. */
function pairOf({ source, description: { sha256 } }: FirmwareImage): string {
  return (
    parseImageName(publishedName({ name: source.name, sha256 })).targetBuild ??
    source.name.replace(/-[12]\.dup$/i, '').toLowerCase()
  );
}
