import { phrase } from '../../base/phrase';
import { isUpgradeError } from '../../base/upgradeError';
import { modemErrors } from '../../modem/errors';
import type { ModemLink } from '../modemLink';
import type { PerformContext } from './performContext';

/** The updater takes some seconds to start, a minute at most where it was seen; one loaded in recovery "can take minutes". */
const START_LIMIT_MS = 300_000;
/** It says that it started; the field's tool leaves it alone for this long before it asks. */
const UNASKED_START_MS = 3000;
const WAKE_TRIES = 30;
/** A modem that still runs its firmware this many polls after it was told to leave it never heard. */
const POLLS_BEFORE_BOOTING_AGAIN = 10;
const STATE_POLL_MS = 500;

/**
 * Waits until the modem runs its updater, told to boot it once more if it stays where it was, and makes that ready for a
 * transfer.
 * @throws AT_UNEXPECTED when the modem does not start its updater, and the port's errors
 */
export async function reachUpdater(
  link: ModemLink,
  context: PerformContext,
  signal: AbortSignal,
): Promise<void> {
  const { modem } = link;
  context.wait(phrase('The modem starts its updater.'), START_LIMIT_MS);
  const end = context.clock.now() + START_LIMIT_MS;
  let state: number | null = null;
  let stayed = 0;
  let patience = UNASKED_START_MS;
  while (state !== 4) {
    if (context.clock.now() >= end)
      throw modemErrors.unexpected('AT+SMOD?', state === null ? phrase('nothing') : String(state));
    await modem.hearsStart(modem.mark(), patience, signal);
    patience = STATE_POLL_MS;
    if (await link.wakeAtAnyRate(WAKE_TRIES, signal)) state = await modem.readState(signal);
    const stays = state === 1 || state === 2;
    if (stays && ++stayed === POLLS_BEFORE_BOOTING_AGAIN) await modem.boot('RECOVERY', signal);
  }
  try {
    await modem.switchRadioOff(signal);
  } catch (error) {
    // The updater has no radio to speak of; only a lost port ends the upgrade here.
    if (!isUpgradeError(error, 'AT_ERROR') && !isUpgradeError(error, 'AT_TIMEOUT')) throw error;
    context.notice('info', error.sentence);
  }
  await modem.askLogMode(signal);
}
