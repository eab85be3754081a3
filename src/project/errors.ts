import { type Phrase, phrase } from '../base/phrase';
import { UpgradeError } from '../base/upgradeError';

export const projectErrors = {
  /** @param problem half a sentence */
  invalid: (problem: Phrase, line: number): UpgradeError =>
    new UpgradeError({
      code: 'PYMAKR_CONF_INVALID',
      category: 'badInput',
      sentence: phrase('pymakr.conf can’t be read: {problem} in line {line}.', { problem, line }),
      remedy: phrase('Fix the file by hand: it must be strict JSON, without comments or trailing commas.'),
    }),
};
