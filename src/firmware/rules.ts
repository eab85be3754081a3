import { type Phrase, phrase } from '../base/phrase';
import { knownBuild, PUBLISHED_CROSS_DIFFERENTIALS } from './catalogue';
import type { Situation } from './situation';

/**
 * What may be done with a firmware image, as a table. A rule that refuses cannot be overridden: what it forbids
 * surely fails or bricks. A rule that asks lets the user go on, once its consequence was confirmed by its name.
 */
export interface Rule {
  readonly id: string;
  readonly effect: 'refuse' | 'ask';
  /** Where the rule comes from. */
  readonly source: string;
  readonly applies: (situation: Situation) => boolean;
  readonly sentence: (situation: Situation) => Phrase;
  /** For a refusal: what would be allowed instead. For a question: the consequence of going on. */
  readonly then: (situation: Situation) => Phrase;
}

/** The factory's bootrom and firmware. */
const FACTORY_BUILD = '33080';
/** Where the factory build must go before anything newer. */
const FIRST_STOP_BUILD = '41065';
const TWO_STEP_BUILD = '48829';
const UNREACHABLE_BUILD = '50523';

const isFull = ({ image }: Situation): boolean => image.kind === 'full' || image.kind === 'unknown';
const isDifferential = ({ image }: Situation): boolean => image.kind === 'differential';
const runsFirmware = ({ modem }: Situation): boolean => modem.state === 2 || modem.state === 1;
const fromFactory = ({ modem }: Situation): boolean => modem.build === FACTORY_BUILD;
const factoryBootrom = (situation: Situation): boolean =>
  situation.modem.bootrom === FACTORY_BUILD || fromFactory(situation);
const twoStepBuild = ({ image, imageName }: Situation): boolean =>
  image.stepOfPair !== null || image.targetBuild === TWO_STEP_BUILD || imageName.includes(TWO_STEP_BUILD);
const target = ({ image }: Situation): string => image.targetBuild ?? '?';
const build = ({ modem }: Situation): string => modem.build ?? '?';

const DOCUMENTATION = 'Pycom documentation, modem firmware update';
const LIBRARY = 'Pycom libraries, sqnsupgrade README';
const FORUM = 'Pycom forum';

/** In this order: the first refusal that applies is the one that is told. */
export const RULES: readonly Rule[] = [
  {
    id: 'modem-not-detected',
    effect: 'refuse',
    source: `${DOCUMENTATION}: retrying`,
    applies: ({ modem }) => modem.state === null,
    sentence: () => phrase('The modem does not say what state it is in.'),
    then: () =>
      phrase(
        'Disconnect the power for ten seconds, USB and battery (the reset button is not enough), and read it again.',
      ),
  },
  {
    id: 'unreachable-build',
    effect: 'refuse',
    source: `${DOCUMENTATION}: 5.4.1.0-50523`,
    applies: ({ image }) => image.targetBuild === UNREACHABLE_BUILD,
    sentence: () =>
      phrase('No modem can be brought to CAT-M1 5.4.1.0-50523; it comes only with the newest products.'),
    then: () => phrase('Choose an image of another build.'),
  },
  {
    id: 'differential-with-updater',
    effect: 'refuse',
    source: `${LIBRARY}: "you CANNOT use updater.elf"`,
    applies: (situation) => isDifferential(situation) && situation.updater !== 'none',
    sentence: ({ imageName }) =>
      phrase('{file} is a differential image; it must not be used with an updater.', { file: imageName }),
    then: () => phrase('Give it without updater.elf.'),
  },
  {
    id: 'differential-needs-application',
    effect: 'refuse',
    source: `${LIBRARY}: recovery`,
    applies: (situation) => isDifferential(situation) && !runsFirmware(situation),
    sentence: () => phrase('The modem runs no firmware now that a differential image could be applied to.'),
    then: () =>
      phrase(
        'Use a full image (CATM1-….dup or NB1-….dup); in recovery, with the updater.elf of its archive.',
      ),
  },
  {
    id: 'differential-base-unknown',
    effect: 'refuse',
    source: `${DOCUMENTATION}: "make sure the first 5 numbers match"`,
    applies: (situation) =>
      isDifferential(situation) && (situation.image.baseBuild === null || situation.modem.build === null),
    sentence: ({ imageName, image }) =>
      image.baseBuild === null
        ? phrase('{file} does not tell which build it starts from.', { file: imageName })
        : phrase('The modem does not tell which build it runs, and a differential image fits exactly one.'),
    then: () => phrase('Give the file its original name (upgdiff_38638-to-39529.dup), or use a full image.'),
  },
  {
    id: 'differential-base-mismatch',
    effect: 'refuse',
    source: `${DOCUMENTATION}: "make sure the first 5 numbers match"`,
    applies: ({ image, modem }) => image.kind === 'differential' && image.baseBuild !== modem.build,
    sentence: ({ image, modem, imageName }) =>
      phrase('{file} starts from build {base}; this modem runs {build}.', {
        file: imageName,
        base: image.baseBuild ?? '?',
        build: modem.build ?? '?',
      }),
    then: (situation) =>
      phrase('Use a differential image whose first five digits are {build}, or a full image.', {
        build: build(situation),
      }),
  },
  {
    id: 'differential-across-families',
    effect: 'refuse',
    source: `${DOCUMENTATION}: CAT-M1 and NB-IoT are not interchangeable`,
    applies: ({ image, modem }) =>
      image.kind === 'differential' &&
      image.family !== null &&
      modem.family !== null &&
      image.family !== modem.family &&
      !PUBLISHED_CROSS_DIFFERENTIALS.some(
        ([base, to]) => base === image.baseBuild && to === image.targetBuild,
      ),
    sentence: ({ image, modem }) =>
      phrase('A differential image does not turn a {from} modem into {to}.', {
        from: modem.family ?? '?',
        to: image.family ?? '?',
      }),
    then: (situation) =>
      phrase('Use the full image of {to}.', { to: situation.image.family ?? target(situation) }),
  },
  {
    id: 'recovery-needs-updater',
    effect: 'refuse',
    source: 'sqnsupgrade: "Your modem is in recovery mode. Please specify updater.elf file"',
    applies: ({ modem, updater }) => modem.state === 0 && updater === 'none',
    sentence: () => phrase('The modem is in recovery: it needs updater.elf beside the full image.'),
    then: () => phrase('Put updater.elf from the same archive beside the image, or give it with --updater.'),
  },
  {
    id: 'full-from-factory-needs-updater',
    effect: 'refuse',
    source: `${DOCUMENTATION}: "If you are updating from version 33080, use the updater.elf file as well"`,
    applies: (situation) =>
      isFull(situation) &&
      runsFirmware(situation) &&
      factoryBootrom(situation) &&
      situation.updater === 'none',
    sentence: () =>
      phrase('This modem has the factory bootrom 33080: a full image needs updater.elf with it.'),
    then: () =>
      phrase(
        'Put updater.elf from the same archive beside the image, or use a differential image from 33080.',
      ),
  },
  {
    id: 'mirror-cannot-replace-bootrom',
    effect: 'refuse',
    source: 'sqnsupgrade: the board replaces the factory bootrom before it mirrors',
    applies: (situation) =>
      !situation.throughBoard && isFull(situation) && runsFirmware(situation) && factoryBootrom(situation),
    sentence: () =>
      phrase('The factory bootrom 33080 must be replaced first, which only the board itself can do.'),
    then: () =>
      phrase(
        'Disconnect the power for ten seconds so that the board starts anew, then begin again from there.',
      ),
  },
  {
    id: 'factory-goes-to-41065-first',
    effect: 'refuse',
    source: `${DOCUMENTATION}: from 33080 to 41065 "before you go to any other version such as 48829"`,
    applies: (situation) =>
      fromFactory(situation) &&
      situation.image.family !== 'NB-IoT' &&
      (twoStepBuild(situation) || Number(situation.image.targetBuild ?? 0) > Number(FIRST_STOP_BUILD)),
    sentence: (situation) =>
      phrase('From build 33080 the way to {target} leads over 41065.', {
        target: twoStepBuild(situation) ? TWO_STEP_BUILD : target(situation),
      }),
    then: () => phrase('Upgrade to 41065 first (upgdiff_33080-to-41065.dup or CATM1-41065.dup).'),
  },
  {
    id: 'pair-incomplete',
    effect: 'refuse',
    source: `${DOCUMENTATION}: updating to CAT-M1 5.2-48829`,
    applies: ({ image, otherHalf }) => image.stepOfPair === 1 && !otherHalf,
    sentence: ({ imageName }) =>
      phrase('{file} is the first of two steps; after it alone the modem is half upgraded.', {
        file: imageName,
      }),
    then: () => phrase('Give both files, …-1.dup and …-2.dup, in one go.'),
  },
  {
    id: 'second-half-alone',
    effect: 'refuse',
    source: `${DOCUMENTATION}: updating to CAT-M1 5.2-48829`,
    applies: ({ image, otherHalf, modem }) =>
      image.stepOfPair === 2 && !otherHalf && modem.state === 2 && modem.build !== '39529',
    sentence: ({ imageName }) =>
      phrase('{file} is the second of two steps, and the first was not done.', { file: imageName }),
    then: () => phrase('Give both files, …-1.dup and …-2.dup, in one go.'),
  },
  {
    id: 'two-steps-by-card-or-uart',
    effect: 'refuse',
    source: `${DOCUMENTATION}: "you can only use the steps for SD Card or USB"`,
    applies: ({ image, method }) =>
      image.stepOfPair !== null && (method === 'flash' || method === 'wireless'),
    sentence: () => phrase('The two-step upgrade does not fit the memory of the board.'),
    then: () => phrase('Use an SD card or UART.'),
  },
  {
    id: 'flash-takes-differential-only',
    effect: 'refuse',
    source: `${DOCUMENTATION}: "for Flash updates, we currently only support the use of upgdiff- files"`,
    applies: (situation) =>
      !isDifferential(situation) && (situation.method === 'flash' || situation.method === 'wireless'),
    sentence: ({ imageName }) =>
      phrase('{file} is a full image; it does not fit /flash.', { file: imageName }),
    then: () => phrase('Use UART or an SD card, or a differential image.'),
  },
  {
    id: 'flash-full',
    effect: 'refuse',
    source: `${DOCUMENTATION}: Flash`,
    applies: ({ method, flashFreeBytes, image }) =>
      (method === 'flash' || method === 'wireless') && flashFreeBytes !== null && image.size > flashFreeBytes,
    sentence: ({ image, flashFreeBytes }) =>
      phrase('/flash has {free} bytes free; the image needs {size}.', {
        free: flashFreeBytes ?? 0,
        size: image.size,
      }),
    then: () => phrase('Remove files from /flash, or use UART.'),
  },

  {
    id: 'two-step-record',
    effect: 'ask',
    source: `${FORUM}: most modems that never answered again did so after CATM1-5.2-48829-1.dup`,
    applies: (situation) => twoStepBuild(situation) && situation.image.stepOfPair !== 2,
    sentence: () => phrase('The upgrade to 5.2-48829 has the worst record of all.'),
    then: () =>
      phrase('Several users’ modems never answered again after its first step, and nobody repairs them.'),
  },
  {
    id: 'no-way-back',
    effect: 'ask',
    source: 'users’ issues: builds that shipped on boards and were never published',
    applies: ({ modem, image, followsAnother }) =>
      !followsAnother && modem.build !== image.targetBuild && knownBuild(modem.build)?.published === false,
    sentence: (situation) => phrase('Build {build} was never published.', { build: build(situation) }),
    then: (situation) => phrase('You cannot go back to {build} afterwards.', { build: build(situation) }),
  },
  {
    id: 'family-switch',
    effect: 'ask',
    source: `${DOCUMENTATION}: LR5 is CAT-M1, LR6 is NB-IoT`,
    applies: ({ modem, image }) =>
      modem.family !== null && image.family !== null && modem.family !== image.family,
    sentence: ({ modem, image }) =>
      phrase('This turns the modem from {from} into {to}.', {
        from: modem.family ?? '?',
        to: image.family ?? '?',
      }),
    then: () => phrase('It then works only in networks of the other kind, until you switch it back.'),
  },
  {
    id: 'same-version',
    effect: 'ask',
    source: 'nothing would change',
    applies: ({ modem, image }) => modem.build !== null && modem.build === image.targetBuild,
    sentence: (situation) => phrase('The modem runs build {build} already.', { build: build(situation) }),
    then: () => phrase('The same firmware is written again, with the same risk and no gain.'),
  },
  {
    id: 'downgrade',
    effect: 'ask',
    source: 'users asked for a way back to the shipped version',
    applies: ({ modem, image }) =>
      modem.build !== null &&
      image.targetBuild !== null &&
      modem.family === image.family &&
      Number(image.targetBuild) < Number(modem.build),
    sentence: (situation) =>
      phrase('Build {target} is older than {build}.', { target: target(situation), build: build(situation) }),
    then: () => phrase('What the newer firmware mended comes back.'),
  },
  {
    id: 'doubtful-image',
    effect: 'ask',
    source: 'a genuine differential image was never seen by us; content is trusted over the name',
    applies: ({ image }) => image.doubts.length > 0,
    sentence: ({ image, imageName }) =>
      image.doubts[0] ?? phrase('{file} is not quite what it should be.', { file: imageName }),
    then: () => phrase('If it is not made for this modem, the modem may not start any more.'),
  },
  {
    id: 'doubtful-updater',
    effect: 'ask',
    source: 'genuine updaters are 32-bit big-endian ELF files for machine 0x00A7',
    applies: ({ updater }) => updater === 'doubtful',
    sentence: () => phrase('The updater does not look like one for this modem.'),
    then: () => phrase('The modem may refuse it and stay in recovery.'),
  },
];

export interface RuleOutcome {
  readonly refusal: { readonly rule: Rule; readonly situation: Situation } | undefined;
  readonly questions: readonly Rule[];
}

/** Pure; every situation has an outcome. */
export function judge(situation: Situation): RuleOutcome {
  const applying = RULES.filter((rule) => rule.applies(situation));
  const refusing = applying.find(({ effect }) => effect === 'refuse');
  return {
    refusal: refusing && { rule: refusing, situation },
    questions: applying.filter(({ effect }) => effect === 'ask'),
  };
}
