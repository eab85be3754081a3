import { phrase, type Phrase } from '../../base/phrase';
import { type FirmwareImage, mayBeDifferential } from '../../firmware/firmwareImage';
import type { Finding } from '../inspect/finding';
import { type FirmwareSet, firmwareSets, namesOf, type PlanOptions, withUpdater } from './firmwareSets';
import { alreadyApplied, hindered, nothingToDo } from './nothingToDo';
import type { NothingToDo, Refusal, UpgradePlan } from '../plan/plan';
import { planUpgrade } from '../plan/planUpgrade';
import { goalOf, inOrderOfPreference, type Option } from './preference';
import { isOffered, isProposed, unlessChosen, whyNotOffered } from './proposable';
import { refusal } from '../plan/refusal';

/** All files at hand, checked; nobody has said yet which of them to use. */
export interface FirmwareAtHand {
  readonly images: readonly FirmwareImage[];
  readonly updaters: readonly FirmwareImage[];
}

/** Which files are for this modem, what happens then, and what else would be possible. */
export interface Recommendation {
  readonly answer: UpgradePlan | Refusal | NothingToDo;
  /** The files of the answer. */
  readonly firmware: FirmwareSet;
  readonly reason: Phrase;
  readonly others: readonly Alternative[];
}

/** Other files: a plan where they may be offered, else why not. What is dangerous is never offered. */
export interface Alternative {
  readonly answer: UpgradePlan | Refusal;
  readonly firmware: FirmwareSet;
  readonly reason: Phrase;
}

const NO_FILES: FirmwareSet = { images: [], updater: null };
/** More would not be read. */
const MOST_OTHERS = 20;

/**
 * Answers what users ask first: which file is for my board, and what happens then? Every sensible set of the files at hand
 * is planned; only what is safe and a gain is recommended, what needs no confirmation before what does, the modem's own family
 * before the other, the newest build before older ones, a difference before a full image, and then the fastest way. What is
 * dangerous, the same again and a step back are done only where their files were chosen. Pure and total.
 */
export function recommend(finding: Finding, atHand: FirmwareAtHand, options: PlanOptions): Recommendation {
  const all = inOrderOfPreference(optionsFor(finding, atHand, options));
  const wantsFamily = !all.some((option) => isOfOwnFamily(option));
  const best = all.find((option) => isProposed(option, wantsFamily));
  const othersThan = (taken?: Option): Alternative[] =>
    all
      .filter((option) => option !== taken)
      .slice(0, MOST_OTHERS)
      .map(alternative);
  if (best)
    return {
      answer: best.answer,
      firmware: best.firmware,
      reason: reasonFor(best, all),
      others: othersThan(best),
    };
  const done = nothingToDo(finding, all, options);
  if (done) return { answer: done, firmware: NO_FILES, reason: done.sentence, others: othersThan() };
  const closest = hindered(finding, all) ?? all[0];
  if (!closest) {
    return {
      answer: refusal(
        'no-image',
        phrase('None of the files is a firmware image.'),
        phrase('Choose a .dup file, or the archive or folder that holds it.'),
      ),
      firmware: NO_FILES,
      reason: phrase('There are no files to choose from.'),
      others: [],
    };
  }
  if (closest.answer.kind === 'plan')
    return {
      answer: unlessChosen(closest),
      firmware: NO_FILES,
      reason: phrase('None of these files is recommended for this modem.'),
      others: othersThan(),
    };
  return {
    answer: closest.answer,
    firmware: closest.firmware,
    reason: phrase('None of these files can be used. The closest is {files}.', {
      files: namesOf(closest.firmware),
    }),
    others: othersThan(closest),
  };
}

/**
 * What was chosen by the user, completed by what lies beside it: the other half of a pair, the updater. Where that is refused,
 * the alternative names a file at hand that is safe and a gain.
 * @throws NO_IMAGE, IMAGES_DO_NOT_BELONG
 */
export function planChosen(
  finding: Finding,
  chosen: FirmwareSet,
  atHand: FirmwareAtHand,
  options: PlanOptions,
): Recommendation {
  const own = withWhatBelongs(finding, chosen, atHand, options);
  const others = inOrderOfPreference(optionsFor(finding, atHand, options)).filter(
    (option) => isOffered(option) && !sameImages(option.firmware, own.firmware),
  );
  const instead = others.find((option) => isProposed(option, !isOfOwnFamily(own)));
  return {
    answer: answerFor(own, instead, options),
    firmware: own.firmware,
    reason: phrase('Chosen: {files}.', { files: namesOf(own.firmware) }),
    others: others.slice(0, MOST_OTHERS).map(alternative),
  };
}

/** No image has lost more modems than a first half: none is given it again that can go on with the second. */
function withWhatBelongs(
  finding: Finding,
  chosen: FirmwareSet,
  atHand: FirmwareAtHand,
  options: PlanOptions,
): Option {
  const own = planned(finding, chosen, atHand, options);
  const images = withOtherHalf(chosen.images, atHand.images);
  return own.answer.kind === 'plan' || images === chosen.images
    ? own
    : planned(finding, { ...chosen, images }, atHand, options);
}

function answerFor(own: Option, instead: Option | undefined, options: PlanOptions): Recommendation['answer'] {
  if (own.answer.kind === 'plan') return own.answer;
  return instead ? pointingTo(own.answer, instead) : (alreadyApplied(own, options) ?? own.answer);
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

/** Refusals that an updater would change. */
export const NEED_AN_UPDATER = ['recovery-needs-updater', 'full-from-factory-needs-updater'];

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
        ? phrase('You have {files} here: use it first.', { files })
        : phrase('You have {files} here, which you can use to upgrade to {build}.', {
            files,
            build: build === null ? phrase('an unknown build') : phrase('build {build}', { build }),
          }),
    }),
  };
}

function reasonFor({ answer, firmware, finding }: Option, all: readonly Option[]): Phrase {
  const files = namesOf(firmware);
  if (all.length === 1) return phrase('{files} is the only choice, and it fits.', { files });
  if (finding.kind !== 'silent' && finding.modem.family === null)
    return phrase(
      '{files} is the newest that fits. The modem doesn’t report whether it is CAT-M1 or NB-IoT.',
      { files },
    );
  return answer.kind === 'plan' && answer.warnings.length === 0
    ? phrase('{files} upgrades to the newest build that needs no confirmation.', { files })
    : phrase('{files} fits best, but you must confirm a warning.', { files });
}

/** Whether the modem stays what it is, or is not known to become another. */
function isOfOwnFamily({ finding, firmware }: Option): boolean {
  const own = finding.kind === 'silent' ? null : finding.modem.family;
  const family = firmware.images.at(-1)?.description.family ?? null;
  return own === null || family === null || family === own;
}

function alternative(option: Option): Alternative {
  const { answer, firmware } = option;
  if (answer.kind === 'refusal') return { answer, firmware, reason: answer.sentence };
  if (!isOffered(option)) return { answer: unlessChosen(option), firmware, reason: whyNotOffered(option) };
  const build = goalOf(firmware) ?? '?';
  const rules = answer.warnings.map(({ rule }) => rule).join(', ');
  return {
    answer,
    firmware,
    reason: rules
      ? phrase('Upgrades to build {build}; needs confirmation: {rules}.', { build, rules })
      : phrase('Upgrades to build {build}.', { build }),
  };
}

function sameImages(one: FirmwareSet, other: FirmwareSet): boolean {
  const sums = ({ images }: FirmwareSet): string =>
    images.map(({ description }) => description.sha256).join();
  return sums(one) === sums(other);
}
