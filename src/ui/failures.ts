import type { Logger } from '../base/logger';
import type { UpgradeError } from '../base/upgradeError';
import { asUpgradeError } from '../upgrade';

/**
 * What is to be told of something that was thrown, which is written to the log here.
 * @returns null when the user ended it: there is nothing to tell
 */
export function failureToTell(error: unknown, logger: Logger): UpgradeError | null {
  const failure = asUpgradeError(error);
  if (failure.code === 'CANCELLED') return null;
  const cause = failure.cause instanceof Error ? ` ${failure.cause.message}` : '';
  logger.warn(`${failure.code}: ${failure.message}${cause}`);
  return failure;
}
