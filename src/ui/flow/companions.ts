import { parseImageName } from '../../firmware/imageName';
import type { ChosenFile } from './chosenFile';

/** The files of one upgrade, found from what was pointed at. */
export interface Companions {
  /** In the order in which they go to the modem. */
  readonly images: readonly ChosenFile[];
  /** Chosen by the user: it is used whatever the plan needs. */
  readonly updater: ChosenFile | null;
  /** Found beside the image: for a plan that needs one. */
  readonly updaterNearby: ChosenFile | null;
}

/**
 * A half of a two-step upgrade brings its other half along, and an `updater.elf` in the same folder is noticed.
 * @param nearby every file in the folder of the first chosen one
 */
export function withCompanions(chosen: readonly ChosenFile[], nearby: readonly ChosenFile[]): Companions {
  const images = chosen.filter(({ name }) => !isElf(name));
  const updater = chosen.find(({ name }) => isElf(name)) ?? null;
  const only = images.length === 1 ? images[0] : undefined;
  return {
    // An .elf alone is checked as the image that the user took it for, and refused with its own sentence.
    images: only === undefined ? (images.length === 0 ? chosen : inOrder(images)) : pairOf(only, nearby),
    updater: images.length === 0 ? null : updater,
    updaterNearby:
      updater === null ? (nearby.find(({ name }) => /^updater\.elf$/i.test(name)) ?? null) : null,
  };
}

function pairOf(image: ChosenFile, nearby: readonly ChosenFile[]): readonly ChosenFile[] {
  const step = parseImageName(image.name).stepOfPair;
  if (step === null) return [image];
  const otherName = image.name.replace(/-[12](\.dup)$/i, `-${step === 1 ? 2 : 1}$1`).toLowerCase();
  const other = nearby.find(({ name }) => name.toLowerCase() === otherName);
  return other === undefined ? [image] : inOrder([image, other]);
}

/** Halves by their number; all others stay as they were chosen. */
function inOrder(images: readonly ChosenFile[]): readonly ChosenFile[] {
  const place = ({ name }: ChosenFile): number => parseImageName(name).stepOfPair ?? 0;
  return [...images].sort((one, other) => place(one) - place(other));
}

function isElf(name: string): boolean {
  return /\.elf$/i.test(name);
}
