import type { Logger } from '../base/logger';
import type { UpgradeError } from '../base/upgradeError';
import { asUpgradeError } from '../upgrade';
import type { PanelStore } from './panel/panelStore';
import { stepsAfterError } from './texts/nextSteps';

/**
 * What the user sees of a thrown error, which is written to the log here.
 * @returns null when the user ended it: there is nothing to tell
 */
export function failureToTell(error: unknown, logger: Logger): UpgradeError | null {
  const failure = asUpgradeError(error);
  if (failure.code === 'CANCELLED') return null;
  const cause = failure.cause instanceof Error ? ` ${failure.cause.message}` : '';
  logger.warn(`${failure.code}: ${failure.message}${cause}`);
  return failure;
}

/**
 * As `failureToTell`, and the panel shows it with the next useful step; where the user ended it, the panel shows what it did before.
 */
export function showFailure(
  error: unknown,
  { store, logger }: { readonly store: PanelStore; readonly logger: Logger },
): UpgradeError | null {
  const failure = failureToTell(error, logger);
  if (failure === null) {
    store.dispatch({ type: 'stopped' });
    return null;
  }
  const { code, sentence, remedy } = failure;
  store.dispatch({ type: 'refused', trouble: { sentence, remedy }, next: stepsAfterError(code), why: null });
  return failure;
}
