import { phrase } from './phrase';
import { POWER_OFF } from './powerOff';
import { UpgradeError } from './upgradeError';

export const errors = {
  cancelled: (): UpgradeError =>
    new UpgradeError({
      code: 'CANCELLED',
      sentence: phrase('You cancelled it.'),
      remedy: phrase('Start it again when you are ready.'),
    }),
  /** As `cancelled`, for a modem that was left in the middle of something. */
  cancelledHalfway: (): UpgradeError =>
    new UpgradeError({
      code: 'CANCELLED',
      sentence: phrase('You cancelled the upgrade before it was finished.'),
      remedy: phrase('{powerOff}, then start it again with the same files.', { powerOff: POWER_OFF }),
    }),
};
