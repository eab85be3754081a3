import { phrase, type Phrase } from '../base/phrase';
import { type FirmwareImage, mayBeDifferential } from '../firmware/firmwareImage';
import type { Finding } from './finding';
import { firmwareSets, withUpdater } from './firmwareSets';
import type { Refusal, UpgradePlan } from './plan';
import { planUpgrade } from './planUpgrade';
import { goalOf, inOrderOfPreference, type Option } from './preference';
import { refusal } from './refusal';
import type { FirmwareSet, PlanOptions } from './firmwareSet';

/** All files at hand, checked; nobody has said yet which of them to use. */
export interface FirmwareAtHand {
  readonly images: readonly FirmwareImage[];
  readonly updaters: readonly FirmwareImage[];
}

/** Which files are for this modem, what happens then, and what else would be possible. */
export interface Recommendation {
  readonly answer: UpgradePlan | Refusal;
  /** The files of the answer. */
  readonly firmware: FirmwareSet;
  readonly reason: Phrase;
  readonly others: readonly Alternative[];
}

export interface Alternative {
  readonly answer: UpgradePlan | Refusal;
  readonly firmware: FirmwareSet;
  readonly reason: Phrase;
}

/** More would not be read. */
const MOST_OTHERS = 20;

/**
 * Answers what users ask first: which file is for my board, and what happens then? Every sensible set of the files at hand
 * is planned; files beyond doubt come before those that are not, what needs no confirmation before what does, the modem's
 * own family before the other, the newest build before older ones, a difference before a full image, and then the fastest
 * way. Pure and total.
 */
export function recommend(finding: Finding, atHand: FirmwareAtHand, options: PlanOptions): Recommendation {
  const all = inOrderOfPreference(optionsFor(finding, atHand, options));
  const [best, ...others] = all;
  if (!best) {
    return {
      answer: refusal(
        'no-image',
        phrase('None of the files is a firmware image.'),
        phrase('Choose a .dup file, or the archive or folder that holds it.'),
      ),
      firmware: { images: [], updater: null },
      reason: phrase('There is nothing to choose from.'),
      others: [],
    };
  }
  return {
    answer: best.answer,
    firmware: best.firmware,
    reason: reasonFor(best, all),
    others: others.slice(0, MOST_OTHERS).map(alternative),
  };
}

/**
 * What was chosen by the user, completed by what lies beside it: the other half of a pair, the updater. Where that is refused,
 * the alternative names a file at hand.
 * @throws NO_IMAGE, IMAGES_DO_NOT_BELONG
 */
export function planChosen(
  finding: Finding,
  chosen: FirmwareSet,
  atHand: FirmwareAtHand,
  options: PlanOptions,
): Recommendation {
  const completed = { ...chosen, images: withOtherHalf(chosen.images, atHand.images) };
  const own = planned(finding, completed, atHand, options);
  const others = inOrderOfPreference(optionsFor(finding, atHand, options)).filter(
    ({ answer, firmware }) => answer.kind === 'plan' && !sameImages(firmware, own.firmware),
  );
  const [instead] = others;
  const answer = own.answer.kind === 'refusal' && instead ? pointingTo(own.answer, instead) : own.answer;
  return {
    answer,
    firmware: own.firmware,
    reason: phrase('Chosen: {files}.', { files: namesOf(own.firmware) }),
    others: others.slice(0, MOST_OTHERS).map(alternative),
  };
}

function optionsFor(finding: Finding, atHand: FirmwareAtHand, options: PlanOptions): Option[] {
  return firmwareSets(atHand.images).map((images) =>
    planned(finding, { images, updater: null }, atHand, options),
  );
}

/** With an updater only where it is needed: a differential image must never meet one. */
function planned(
  finding: Finding,
  firmware: FirmwareSet,
  { updaters }: FirmwareAtHand,
  options: PlanOptions,
): Option {
  const answer = planUpgrade(finding, firmware, options);
  const mayHaveOne = firmware.images.some(({ description }) => !mayBeDifferential(description));
  const needs = answer.kind === 'refusal' && NEED_AN_UPDATER.includes(answer.rule) && mayHaveOne;
  if (!needs || firmware.updater || updaters.length === 0) return { firmware, answer, finding };
  const completed = withUpdater(firmware, updaters);
  return { firmware: completed, answer: planUpgrade(finding, completed, options), finding };
}

const NEED_AN_UPDATER = ['recovery-needs-updater', 'full-from-factory-needs-updater'];

function withOtherHalf(
  images: readonly FirmwareImage[],
  nearby: readonly FirmwareImage[],
): readonly FirmwareImage[] {
  const [only] = images;
  if (images.length !== 1 || !only || only.description.stepOfPair === null) return images;
  const pair = firmwareSets([only, ...nearby]).find((set) => set.length === 2 && set.includes(only));
  return pair ?? images;
}

function pointingTo(refused: Refusal, { answer, firmware }: Option): Refusal {
  if (answer.kind === 'refusal') return refused;
  const files = namesOf(firmware);
  const build = goalOf(firmware);
  const first = refused.rule === 'factory-goes-to-41065-first';
  return {
    ...refused,
    alternative: phrase('{rule} {here}', {
      rule: refused.alternative,
      here: first
        ? phrase('You have {files} here: go there first.', { files })
        : phrase('You have {files} here, which is possible and leads to {build}.', {
            files,
            build: build === null ? phrase('a build it does not tell') : phrase('build {build}', { build }),
          }),
    }),
  };
}

function reasonFor({ answer, firmware, finding }: Option, all: readonly Option[]): Phrase {
  const files = namesOf(firmware);
  if (answer.kind === 'refusal') return phrase('Nothing here is possible; {files} comes closest.', { files });
  const rules = answer.warnings.map(({ rule }) => rule);
  if (rules.includes('same-version') || rules.includes('downgrade'))
    return all.some(isNewer)
      ? phrase('What is newer here is doubtful; {files} is possible.', { files })
      : phrase('Nothing here is newer than what the modem runs; {files} is possible.', { files });
  if (all.length === 1) return phrase('{files} is the only choice here, and it fits.', { files });
  if (finding.kind !== 'silent' && finding.modem.family === null)
    return phrase(
      '{files} is the newest that fits; the modem does not tell whether it is a CAT-M1 or an NB-IoT one.',
      { files },
    );
  return rules.length === 0
    ? phrase('{files} leads to the newest build that needs no confirmation.', { files })
    : phrase('{files} fits best, but a warning must be confirmed.', { files });
}

/** Builds of the other family are not compared. */
function isNewer({ answer }: Option): boolean {
  const others = ['same-version', 'downgrade', 'family-switch'];
  return answer.kind === 'plan' && !answer.warnings.some(({ rule }) => others.includes(rule));
}

function alternative({ answer, firmware }: Option): Alternative {
  if (answer.kind === 'refusal') return { answer, firmware, reason: answer.sentence };
  const build = goalOf(firmware) ?? '?';
  const rules = answer.warnings.map(({ rule }) => rule).join(', ');
  return {
    answer,
    firmware,
    reason: rules
      ? phrase('Leads to build {build}; must be confirmed: {rules}.', { build, rules })
      : phrase('Leads to build {build}.', { build }),
  };
}

export function namesOf({ images, updater }: FirmwareSet): string {
  return [...images, ...(updater ? [updater] : [])].map(({ source }) => source.name).join(' + ');
}

function sameImages(one: FirmwareSet, other: FirmwareSet): boolean {
  const sums = ({ images }: FirmwareSet): string =>
    images.map(({ description }) => description.sha256).join();
  return sums(one) === sums(other);
}
