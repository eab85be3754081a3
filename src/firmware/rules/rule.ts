import type { Phrase } from '../../base/phrase';
import type { Situation } from '../situation';

/**
 * What may be done with a firmware image, as one row of a table. A rule that refuses cannot be overridden: what it
 * forbids surely fails or bricks. A rule that asks lets the user go on, once its consequence was confirmed by its name.
 */
export interface Rule {
  readonly id: string;
  readonly effect: 'refuse' | 'ask';
  /** When it applies, for whoever checks the table against its sources. */
  readonly when: string;
  /** Where the rule comes from. */
  readonly source: string;
  readonly applies: (situation: Situation) => boolean;
  readonly sentence: (situation: Situation) => Phrase;
  /** For a refusal: what would be allowed instead. For a question: the consequence of going on. */
  readonly then: (situation: Situation) => Phrase;
}

export const DOCUMENTATION = 'Pycom documentation, modem firmware update';
export const LIBRARY = 'Pycom libraries, sqnsupgrade README';
export const TOOL = 'sqnsupgrade';
export const FORUM = 'Pycom forum';
export const ISSUES = 'users’ issues';

/** The factory's bootrom and firmware. */
export const FACTORY_BUILD = '33080';
/** Where the factory build must go before anything newer. */
export const FIRST_STOP_BUILD = '41065';
export const TWO_STEP_BUILD = '48829';
/** What the documentation shows after the first of the two steps to 48829. */
export const BUILD_BETWEEN_THE_STEPS = '39529';

export const isDifferential = ({ image }: Situation): boolean => image.kind === 'differential';
/** A container of unknown kind is treated as the more demanding of the two. */
export const isFull = (situation: Situation): boolean => !isDifferential(situation);
export const runsFirmware = ({ modem }: Situation): boolean => modem.state === 2 || modem.state === 1;
export const fromFactory = ({ modem }: Situation): boolean => modem.build === FACTORY_BUILD;
export const hasFactoryBootrom = (situation: Situation): boolean =>
  situation.modem.bootrom === FACTORY_BUILD || fromFactory(situation);
export const leadsToTwoStepBuild = ({ image, imageName }: Situation): boolean =>
  image.stepOfPair !== null || image.targetBuild === TWO_STEP_BUILD || imageName.includes(TWO_STEP_BUILD);
export const isCopiedToFlash = ({ method }: Situation): boolean =>
  method === 'flash' || method === 'wireless';
/** For sentences about what is known by then. */
export const orUnknown = (known: string | null): string => known ?? '?';
export const targetOf = ({ image }: Situation): string => orUnknown(image.targetBuild);
export const buildOf = ({ modem }: Situation): string => orUnknown(modem.build);
export const goalOf = ({ goal }: Situation): string => orUnknown(goal.build);
