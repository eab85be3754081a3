import { type Phrase, phrase } from '../../base/phrase';
import { TWO_STEP_BUILD } from '../catalogue';
import { mayBeDifferential } from '../firmwareImage';
import type { Situation } from '../situation';

/**
 * What may be done with a firmware image, as one row of a table. A rule that refuses cannot be overridden: what it
 * forbids surely fails or bricks. A rule that asks lets the user go on, once its consequence was confirmed. One that warns of
 * danger does too, but what it warns of may end in a modem that never answers again: nothing but the rule's own name
 * confirms it, and no recommendation leads there.
 */
export type Rule = Refusing | Asking;

interface Row {
  readonly id: string;
  /** When it applies, for readers who check the table against its sources. */
  readonly when: string;
  /** Where the rule comes from. */
  readonly source: string;
  readonly applies: (situation: Situation) => boolean;
  readonly sentence: (situation: Situation) => Phrase;
}

export interface Refusing extends Row {
  readonly effect: 'refuse';
  /** What would be allowed instead. */
  readonly alternative: (situation: Situation) => Phrase;
}

export interface Asking extends Row {
  readonly effect: 'ask' | 'danger';
  /** What going on may lead to. */
  readonly consequence: (situation: Situation) => Phrase;
}

export const DOCUMENTATION = 'Pycom documentation, modem firmware update';
export const LIBRARY = 'Pycom libraries, sqnsupgrade README';
export const TOOL = 'sqnsupgrade';
export const FORUM = 'Pycom forum';
export const VENDOR = 'public tools of other boards with Sequans modems';
export const ISSUES = 'users’ issues';

/** The factory's bootrom and firmware. */
export const FACTORY_BUILD = '33080';
/** Where the factory build must go before anything newer. */
export const FIRST_STOP_BUILD = '41065';
/** What the documentation shows after the first of the two steps to 48829. */
export const BUILD_BETWEEN_THE_STEPS = '39529';

/** Where name and content contradict each other an image is both, and what is forbidden to either is forbidden. */
export const isDifferential = ({ image }: Situation): boolean => mayBeDifferential(image);
/** A container of unknown kind is treated as the more demanding of the two. */
export const isFull = ({ image }: Situation): boolean => image.kind !== 'differential';
/** Its own, or the factory's program: either takes an image as a file. */
export const runsFirmware = ({ modem }: { readonly modem: Pick<Situation['modem'], 'state'> }): boolean =>
  modem.state === 2 || modem.state === 1;
/** The modem runs and does not report what: each rule about builds, bootroms and families may be the one that it needs. */
export const runsUnknownFirmware = (situation: Situation): boolean =>
  runsFirmware(situation) && (situation.modem.build === null || situation.modem.family === null);
export const fromFactory = ({ modem }: Situation): boolean => modem.build === FACTORY_BUILD;
export const hasFactoryBootrom = (situation: Situation): boolean =>
  situation.modem.bootrom === FACTORY_BUILD || fromFactory(situation);
export const leadsToTwoStepBuild = ({ image, imageName }: Situation): boolean =>
  image.stepOfPair !== null || image.targetBuild === TWO_STEP_BUILD || imageName.includes(TWO_STEP_BUILD);
export const isCopiedToFlash = ({ method }: Situation): boolean =>
  method === 'flash' || method === 'wireless';
/** For sentences about such a modem. */
export const whatIsUnknown = ({ modem }: Situation): Phrase =>
  modem.build === null ? phrase('which build it runs') : phrase('whether it is CAT-M1 or NB-IoT');
/** For sentences about what is known by then. */
export const orUnknown = (known: string | null): string => known ?? '?';
export const namedTarget = ({ image }: Situation): string => orUnknown(image.targetBuild);
export const namedBuild = ({ modem }: Situation): string => orUnknown(modem.build);
export const namedGoal = ({ goal }: Situation): string => orUnknown(goal.build);
