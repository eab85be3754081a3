import { phrase } from './phrase';
import { POWER_OFF } from './powerOff';
import { UpgradeError } from './upgradeError';

export const errors = {
  cancelled: (): UpgradeError =>
    new UpgradeError({
      code: 'CANCELLED',
      sentence: phrase('It was cancelled.'),
      remedy: phrase('Start it again when you are ready.'),
    }),
  /** As `cancelled`, for a modem that was left in the middle of something. */
  cancelledHalfway: (): UpgradeError =>
    new UpgradeError({
      code: 'CANCELLED',
      sentence: phrase('The upgrade was cancelled in the middle.'),
      remedy: phrase('{powerOff}, then start it again with the same files.', { powerOff: POWER_OFF }),
    }),
};
