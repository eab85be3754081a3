import { parseImageName } from '../../firmware/imageName';
import { publishedName } from '../../firmware/catalogue';
import type { Facts } from '../facts/fact';
import { currentStep, mayHaveChanged } from '../facts/whatFollows';
import type { JournalStep } from '../journal/journalEntry';
import { type StepName, STEPS } from '../steps/steps';

/** As much of an upgrade, under way or remembered, as its standing depends on. */
export interface Stood {
  readonly images: readonly StoodFile[];
  readonly steps: readonly Pick<JournalStep, 'kind' | 'image'>[];
  readonly facts: Facts;
}

/** A file as it is remembered. */
interface StoodFile {
  readonly name: string;
  readonly sha256?: string;
}

/**
 * Where an upgrade stands, as far as what to do next depends on it. `untouched`: nothing was written, and the board is at
 * its prompt; `mirrored`: nothing was written, and the port leads to the modem; `writing`: the modem may hold half an image;
 * `finishing`: it may be at work by itself; `written`: it has its image; `betweenHalves`: the first of two steps went into it
 * and the second may not have.
 */
export type Standing = 'untouched' | 'mirrored' | 'writing' | 'finishing' | 'written' | 'betweenHalves';

export function standingOf(upgrade: Stood): Standing {
  if (secondHalfDue(upgrade) !== undefined) return 'betweenHalves';
  const step = upgrade.steps[currentStep(upgrade.facts)];
  const standing = step ? STEPS[step.kind].standing : 'atPrompt';
  if (standing === 'finishing' || standing === 'written') return standing;
  if (mayHaveChanged(upgrade.facts)) return 'writing';
  return standing === 'atPrompt' ? 'untouched' : 'mirrored';
}

/** Whether the modem itself puts an image in place in such a step, which it got from here. */
export function letsModemInstall(step: StepName): boolean {
  const { standing, side } = STEPS[step];
  return standing === 'finishing' && side === 'modem';
}

/** Number of the second half of a pair whose first half went into the modem already; undefined where there is none. */
export function secondHalfDue(upgrade: Stood): number | undefined {
  const second = secondHalfBehindFirst(upgrade);
  return second !== undefined && currentStep(upgrade.facts) <= stepGiving(second, upgrade)
    ? second
    : undefined;
}

/** The same, also once it was given, whatever came of that. */
export function secondHalfBehindFirst(upgrade: Stood): number | undefined {
  const { images, facts } = upgrade;
  const second = images.findIndex(
    (file, number) => halfIn(file) === 2 && (number === 0 || halfIn(images[number - 1]) === 1),
  );
  // One that is given alone follows a first half that went in before.
  if (second <= 0) return second === 0 ? second : undefined;
  const first = stepGiving(second - 1, upgrade);
  return first >= 0 && first < currentStep(facts) ? second : undefined;
}

/** Number of the image that the modem is given, works on or is asked about, now or next; undefined behind the last. */
export function imageUnderWay({ steps, facts }: Stood): number | undefined {
  // A file that is copied to the board is not in the modem's way yet.
  const next = steps.slice(currentStep(facts)).find(({ kind, image }) => kind !== 'upload' && image !== null);
  return next?.image ?? undefined;
}

function stepGiving(image: number, { steps }: Stood): number {
  return steps.findIndex(({ kind, image: of }) => of === image && STEPS[kind].givesImage);
}

function halfIn(file: StoodFile | undefined): 1 | 2 | null {
  return file === undefined ? null : parseImageName(publishedName(file)).stepOfPair;
}
