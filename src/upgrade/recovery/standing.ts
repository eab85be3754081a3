import { parseImageName } from '../../firmware/imageName';
import type { JournalEntry, JournalStep } from '../journal/journalEntry';

/** As much of an upgrade, under way or remembered, as its standing depends on. */
export type Stood = Pick<JournalEntry, 'mayHaveChanged' | 'current'> & {
  readonly images: readonly { readonly name: string }[];
  readonly steps: readonly Pick<JournalStep, 'kind' | 'image'>[];
};

/**
 * Where an upgrade stands, as far as what to do next depends on it. `untouched`: nothing was written, and the board is at
 * its prompt; `mirrored`: nothing was written, and the port leads to the modem; `writing`: the modem may hold half an image;
 * `finishing`: it may be at work by itself; `written`: it has its image; `betweenHalves`: the first of two steps went into it
 * and the second may not have.
 */
export type Standing = 'untouched' | 'mirrored' | 'writing' | 'finishing' | 'written' | 'betweenHalves';

export function standingOf(upgrade: Stood): Standing {
  if (secondHalfDue(upgrade) !== undefined) return 'betweenHalves';
  switch (upgrade.steps[upgrade.current]?.kind) {
    case 'apply':
    case 'leaveUpdater':
    case 'runOnBoard':
      return 'finishing';
    case 'verify':
    case 'verifyOnBoard':
    case 'removeFiles':
    case 'resetBoard':
    case 'powerCycle':
      return 'written';
    case undefined:
    case 'openBoard':
    case 'upload':
      return upgrade.mayHaveChanged ? 'writing' : 'untouched';
    case 'wake':
    case 'prepare':
    case 'bootUpdater':
    case 'enterMirror':
    case 'loadUpdater':
    case 'transfer':
      return upgrade.mayHaveChanged ? 'writing' : 'mirrored';
  }
}

/** Number of the second half of a pair whose first half went into the modem already; undefined where there is none. */
export function secondHalfDue({ images, steps, current }: Stood): number | undefined {
  const given = (image: number): number =>
    steps.findIndex(({ kind, image: of }) => of === image && (kind === 'transfer' || kind === 'runOnBoard'));
  const second = images.findIndex(
    ({ name }, number) => number > 0 && halfIn(name) === 2 && halfIn(images[number - 1]?.name ?? '') === 1,
  );
  const begunFirst = given(second - 1);
  return begunFirst >= 0 && begunFirst < current && current <= given(second) ? second : undefined;
}

function halfIn(name: string): 1 | 2 | null {
  return parseImageName(name).stepOfPair;
}
