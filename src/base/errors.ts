import { phrase } from './phrase';
import { UpgradeError } from './upgradeError';

export const errors = {
  cancelled: (): UpgradeError =>
    new UpgradeError({
      code: 'CANCELLED',
      sentence: phrase('The upgrade was cancelled.'),
      remedy: phrase('Start it again when you are ready.'),
    }),
};
