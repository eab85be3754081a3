import { type Phrase, phrase } from '../base/phrase';
import { DIFFERENTIAL_RULES } from './rules/differentialRules';
import { BOOTROM_RULES, NO_APPLICATION, NOT_DETECTED, OTHER_CHIP, UNREACHABLE } from './rules/modemRules';
import { PAIR_QUESTIONS, PAIR_REFUSALS } from './rules/pairRules';
import { QUESTIONS } from './rules/questions';
import { ROOM_RULES } from './rules/roomRules';
import type { Asking, Refusing, Rule } from './rules/rule';
import type { Situation } from './situation';

/** The whole table. In this order: the first refusal that applies is the one the user sees. */
export const RULES: readonly Rule[] = [
  NOT_DETECTED,
  ...OTHER_CHIP,
  UNREACHABLE,
  ...DIFFERENTIAL_RULES,
  ...PAIR_REFUSALS,
  NO_APPLICATION,
  ...BOOTROM_RULES,
  ...ROOM_RULES,
  ...PAIR_QUESTIONS,
  ...QUESTIONS,
];

/** `dangerous`: it may end in a modem that never answers again. Only its own name confirms it. */
export type WarningGrade = 'ordinary' | 'dangerous';

export interface RuleOutcome {
  readonly refusal: Refused | undefined;
  readonly questions: readonly Asked[];
}

interface Refused {
  /** Name of the rule. */
  readonly rule: string;
  readonly sentence: Phrase;
  readonly alternative: Phrase;
}

interface Asked {
  /** Name of the rule, by which it is confirmed. */
  readonly rule: string;
  readonly grade: WarningGrade;
  readonly sentence: Phrase;
  readonly consequence: Phrase;
}

/** Pure; every situation has an outcome. */
export function judge(situation: Situation): RuleOutcome {
  const applying = RULES.filter((rule) => rule.applies(situation));
  const refusing = applying.find((rule): rule is Refusing => rule.effect === 'refuse');
  const asking = applying.filter((rule): rule is Asking => rule.effect !== 'refuse');
  return {
    refusal: refusing && {
      rule: refusing.id,
      sentence: withDoubts(refusing.sentence(situation), situation),
      alternative: refusing.alternative(situation),
    },
    questions: asking.map(({ id, effect, sentence, consequence }) => ({
      rule: id,
      grade: effect === 'danger' ? 'dangerous' : 'ordinary',
      sentence: sentence(situation),
      consequence: consequence(situation),
    })),
  };
}

/** What is odd about a file may be why it is refused: rules of both kinds hold for one that is called what it is not. */
function withDoubts(sentence: Phrase, { image }: Situation): Phrase {
  return image.findings.reduce((before, next) => phrase('{before} {next}', { before, next }), sentence);
}
