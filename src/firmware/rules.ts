import { DIFFERENTIAL_RULES } from './rules/differentialRules';
import { BOOTROM_RULES, NOT_DETECTED, UNREACHABLE } from './rules/modemRules';
import { PAIR_QUESTIONS, PAIR_REFUSALS } from './rules/pairRules';
import { QUESTIONS } from './rules/questions';
import { ROOM_RULES } from './rules/roomRules';
import type { Rule } from './rules/rule';
import type { Situation } from './situation';

/** The whole table. In this order: the first refusal that applies is the one that is told. */
export const RULES: readonly Rule[] = [
  NOT_DETECTED,
  UNREACHABLE,
  ...DIFFERENTIAL_RULES,
  ...PAIR_REFUSALS,
  ...BOOTROM_RULES,
  ...ROOM_RULES,
  ...PAIR_QUESTIONS,
  ...QUESTIONS,
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
