import { phrase } from '../base/phrase';
import { UpgradeError } from '../base/upgradeError';

export const cliErrors = {
  /** @param problem in the words of whatever read the command line */
  usage: (problem: string): UpgradeError =>
    new UpgradeError({
      code: 'USAGE_INVALID',
      exposure: 'badInput',
      sentence: phrase('The command line was not understood: {problem}.', { problem }),
      remedy: phrase('`lte-upgrade --help` says how it is used.'),
    }),
};
