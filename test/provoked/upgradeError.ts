/** Replaces `src/base/upgradeError.ts` while codes are collected (`collectCodes.ts`). */
import { UpgradeError as Original } from '../../src/base/upgradeError';
import { noteProvoked } from './noteProvoked';

export { isUpgradeError } from '../../src/base/upgradeError';

export class UpgradeError extends Original {
  constructor(failure: ConstructorParameters<typeof Original>[0]) {
    super(failure);
    noteProvoked(this);
  }
}
