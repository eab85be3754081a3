import { phrase } from '../../base/phrase';
import { upgradeErrors } from '../errors';
import type { ModemLink } from '../modemLink';
import type { TransferWay } from '../plan';
import type { PerformContext } from './performContext';

/** The modem closes its session and its file after the last block before it listens to AT again. */
const AFTER_LAST_BLOCK_MS = 1500;
/** Each of the waits below is given five minutes, as the field's tool gives them. */
const FINISH_LIMIT_MS = 300_000;
const RESULT_POLL_MS = 500;
const BOOT_MODE_POLL_MS = 1000;
/** `+SYSSTART` is awaited this long before the modem is asked in between whether it started without saying so. */
const START_ASK_AFTER_MS = 15_000;
const START_ASK_EVERY_MS = 5000;
/** Enough for both rates. */
const START_WAKE_TRIES = 5;
/** A modem that still runs its updater when it is asked never heard the command, or was reset before it obeyed. */
const BOOTS = 4;

interface FinishParts {
  readonly way: TransferWay;
  readonly context: PerformContext;
  readonly wakeTries: number;
  /** Until it is called, a file that the modem took lies beside its firmware and changes nothing. */
  readonly beforeApplying: () => void;
}

/**
 * From the last byte sent to the modem's own word that it is done.
 * @throws UPGRADE_REPORTED_FAILURE, APPLY_TIMEOUT, MODEM_SILENT
 */
export async function finishByItself(
  link: ModemLink,
  { way, context, wakeTries, beforeApplying }: FinishParts,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = context;
  const reason = phrase('The modem finishes the update by itself. Power must stay on.');
  context.wait(reason, FINISH_LIMIT_MS);
  await clock.sleep(AFTER_LAST_BLOCK_MS, signal);
  if (!(await link.wakeAtAnyRate(wakeTries, signal))) throw upgradeErrors.silentWithImage(wakeTries);
  if (way === 'FFF') {
    beforeApplying();
    await link.modem.applyImage(signal);
    context.wait(reason, FINISH_LIMIT_MS);
  }
  await untilSuccess(link, context, signal);
  await untilBootModeIsNamed(link, context, signal);
  const confirmed = await link.modem.readUpgradeResult(signal);
  if (confirmed.kind === 'failure') throw upgradeErrors.reportedFailure(confirmed.text);
}

async function untilSuccess(link: ModemLink, context: PerformContext, signal: AbortSignal): Promise<void> {
  const end = context.clock.now() + FINISH_LIMIT_MS;
  for (;;) {
    const result = await link.modem.readUpgradeResult(signal);
    if (result.kind === 'success') return;
    if (result.kind === 'failure') throw upgradeErrors.reportedFailure(result.text);
    if (context.clock.now() >= end) throw upgradeErrors.applyTimeout(FINISH_LIMIT_MS / 1000);
    await context.clock.sleep(RESULT_POLL_MS, signal);
  }
}

async function untilBootModeIsNamed(
  link: ModemLink,
  context: PerformContext,
  signal: AbortSignal,
): Promise<void> {
  const end = context.clock.now() + FINISH_LIMIT_MS;
  for (;;) {
    const mode = await link.modem.readBootMode(signal);
    if (mode !== null && mode !== 'UPDATER') return;
    if (context.clock.now() >= end) {
      // It reported success and only does not name its mode: whether it starts is seen when it is started.
      if (mode === null) return;
      throw upgradeErrors.applyTimeout(FINISH_LIMIT_MS / 1000);
    }
    await context.clock.sleep(BOOT_MODE_POLL_MS, signal);
  }
}

/**
 * Boots the modem into its firmware and waits until it is there.
 * @throws RESTART_TIMEOUT, AT_ERROR
 */
export async function startFirmware(
  link: ModemLink,
  context: PerformContext,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = context;
  context.wait(phrase('The modem starts its firmware.'), FINISH_LIMIT_MS);
  let mark = link.modem.mark();
  await link.modem.boot('FFF', signal);
  const end = clock.now() + FINISH_LIMIT_MS;
  let patience = START_ASK_AFTER_MS;
  for (let boots = 1; clock.now() < end;) {
    const heard = await link.modem.hearsStart(mark, patience, signal);
    // Each start is heard once: the next question waits for the next start, or for its own time.
    mark = link.modem.mark();
    patience = START_ASK_EVERY_MS;
    // The line may have been lost in the noise of the reset, or told of a start in the updater once more. One that was
    // found in recovery may have taken the image at another rate than its firmware speaks.
    const answers = await link.wakeAtAnyRate(START_WAKE_TRIES, signal);
    const state = answers ? await link.modem.readState(signal) : null;
    if (state === 1 || state === 2) return;
    if (heard && state === null) return;
    if (state !== 4 || boots === BOOTS) continue;
    boots++;
    await link.modem.boot('FFF', signal);
  }
  throw upgradeErrors.restartTimeout(FINISH_LIMIT_MS / 1000);
}
