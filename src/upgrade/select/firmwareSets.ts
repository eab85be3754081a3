import { type FirmwareImage, isDoubtful, mayBeDifferential } from '../../firmware/firmwareImage';
import { belongTogether } from './imageOrder';
import type { MethodName } from '../plan/plan';

/** 33080 → 41065 → 48829-1 → 48829-2 is the longest way there is; one more for a cross difference. */
const LONGEST = 4;
/** A folder with everything that was ever published has some dozens. */
const MOST_SETS = 500;

/** Every sensible sequence of these images: each alone, both halves of a pair, and what leads on from one to the next. */
export function firmwareSets(images: readonly FirmwareImage[]): FirmwareImage[][] {
  const sets: FirmwareImage[][] = [];
  let longest = images.map((image) => [image]);
  while (longest.length > 0 && sets.length < MOST_SETS) {
    sets.push(...longest.slice(0, MOST_SETS - sets.length));
    longest = longest
      .filter((set) => set.length < LONGEST)
      .flatMap((set) => images.map((next) => [...set, next]).filter(belongTogether));
  }
  return sets.filter((set) => !endsHalfway(set) || !hasOtherHalf(set, images));
}

/**
 * The updater that lies beside the first image that may need one; else any. Of several the one that is called `updater.elf`.
 * @returns the set as it is where none of these files is taken for an updater
 */
export function withUpdater(firmware: FirmwareSet, files: readonly FirmwareImage[]): FirmwareSet {
  const image = firmware.images.find(({ description }) => !mayBeDifferential(description));
  const updaters = files.filter((file) => !isDoubtful(file) || isCalledUpdater(file));
  const beside = updaters.filter(({ source }) => source.origin === image?.source.origin);
  const near = beside.length > 0 ? beside : updaters;
  const whole = near.filter((file) => !isDoubtful(file));
  const candidates = whole.length > 0 ? whole : near;
  const updater = candidates.find(isCalledUpdater) ?? candidates[0];
  if (updater === undefined) return firmware;
  const others = new Set(candidates.map(({ description }) => description.sha256));
  return { ...firmware, updater, otherUpdaters: others.size - 1 };
}

/** A folder may hold programs for other machines: one is taken for an updater only by what archives call it. */
function isCalledUpdater({ source }: FirmwareImage): boolean {
  return source.name.toLowerCase() === 'updater.elf';
}

function endsHalfway(set: readonly FirmwareImage[]): boolean {
  return set.at(-1)?.description.stepOfPair === 1;
}

/** A first half alone is only worth telling of when the second is missing. */
function hasOtherHalf(set: readonly FirmwareImage[], images: readonly FirmwareImage[]): boolean {
  const last = set.at(-1);
  return last !== undefined && images.some((image) => belongTogether([last, image]));
}

export interface PlanOptions {
  /** `auto` takes the fastest that is possible. */
  readonly method: MethodName | 'auto';
  /** Removes what was copied to the board once the modem is upgraded. */
  readonly cleanUp?: boolean;
  /** Whether it is known that the first half of a pair is in this modem and the second is not. */
  readonly secondHalfDue?: boolean;
}

/** The images of one upgrade, in order, and the updater if there is one. All of them were checked. */
export interface FirmwareSet {
  readonly images: readonly FirmwareImage[];
  readonly updater: FirmwareImage | null;
  /** Further updaters of another content that lay beside; which belongs to the image cannot be read. */
  readonly otherUpdaters?: number;
}

/** For people, in the order in which they are used. */
export function namesOf({ images, updater }: FirmwareSet): string {
  return [...images, ...(updater ? [updater] : [])].map(({ source }) => source.name).join(' + ');
}
