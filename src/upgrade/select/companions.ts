import { parseImageName } from '../../firmware/imageName';
import type { ChosenFile } from './firmwareFiles';
import type { FirmwareSet } from './firmwareSets';

/** The files of one upgrade, found from what was pointed at. */
export interface Companions {
  /** In the order in which they go to the modem. */
  readonly images: readonly ChosenFile[];
  /** Chosen by the user: it is used whatever the plan needs. */
  readonly updater: ChosenFile | null;
}

/**
 * The first half of a two-step upgrade brings the second along. The second may have to go alone, to a modem that has the first
 * already; whether it needs its first half, or an updater, only the modem can tell.
 * @param nearby every file in the folder of the first chosen one
 */
export function withCompanions(chosen: readonly ChosenFile[], nearby: readonly ChosenFile[]): Companions {
  const images = chosen.filter(({ name }) => !isElf(name));
  const updater = chosen.find(({ name }) => isElf(name)) ?? null;
  const only = images.length === 1 ? images[0] : undefined;
  const second = only && halfBeside(only, 2, nearby);
  return {
    // An .elf alone is checked as the image that the user took it for, and refused with its own sentence.
    images: images.length === 0 ? chosen : inOrder(second ? [...images, second] : images),
    updater: images.length === 0 ? null : updater,
  };
}

/** The first half of the second one that was chosen alone, by their names: for a modem that did not get it yet. */
export function firstHalfBeside(
  { images }: FirmwareSet,
  nearby: readonly ChosenFile[],
): ChosenFile | undefined {
  const [only] = images;
  return images.length === 1 && only ? halfBeside(only.source, 1, nearby) : undefined;
}

/** The wanted half of the pair that an image is the other half of. */
function halfBeside(
  { name: given }: Pick<ChosenFile, 'name'>,
  wanted: 1 | 2,
  nearby: readonly ChosenFile[],
): ChosenFile | undefined {
  const { stepOfPair, targetBuild } = parseImageName(given);
  if (stepOfPair !== 3 - wanted) return undefined;
  const halves = nearby.filter(({ name }) => {
    const other = parseImageName(name);
    return other.stepOfPair === wanted && other.targetBuild === targetBuild;
  });
  // Of several copies the one that is named as the given file is.
  const twin = given.replace(`${targetBuild ?? ''}-${stepOfPair}`, `${targetBuild ?? ''}-${wanted}`);
  return halves.find(({ name }) => name.toLowerCase() === twin.toLowerCase()) ?? halves[0];
}

/** Sorts halves by their number; all others keep the order in which they were chosen. */
function inOrder(images: readonly ChosenFile[]): readonly ChosenFile[] {
  const place = ({ name }: ChosenFile): number => parseImageName(name).stepOfPair ?? 0;
  return [...images].sort((one, other) => place(one) - place(other));
}

export function isElf(name: string): boolean {
  return /\.elf$/i.test(name);
}
