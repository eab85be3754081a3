import { phrase } from '../../base/phrase';
import type { ModemReading } from '../../modem/modemReading';
import { saysNothing, saysTheSame, type UpgradeResult } from '../../modem/upgradeResult';
import { APPLY_PATIENCE_MS, TAKES_LONGER, USUAL_APPLY_MS } from './applyPatience';
import { upgradeErrors } from '../errors';
import type { ModemLink } from '../inspect/modemLink';
import type { TransferWay } from '../plan/plan';
import type { PerformContext } from './performContext';

/** The modem closes its session and its file after the last block before it listens to AT again. */
const AFTER_LAST_BLOCK_MS = 1500;
const RESULT_POLL_MS = 500;
/**
 * A modem that runs its firmware and says nothing of the file that it was given (or what it said of an earlier one) is waited
 * for this long, which users call normal for an upgrade. One that wrote the image while it arrived is in its updater, and must not be
 * restarted while it may be at work: the wait for it is the longest there is.
 */
const WORDLESS_LIMIT_MS = 600_000;
/** How often one that says nothing clear of a file it was given is asked what it runs. */
const VERSION_ASK_MS = 5000;
/** Tries, a second each, of reaching one that fell silent: it may have come up at its other rate. */
const REACH_TRIES = 5;
const BOOT_MODE_POLL_MS = 1000;
const BOOT_MODE_LIMIT_MS = 300_000;
/** Answers without a name after which it is not asked again: it does not tell. */
const UNNAMED_TIMES = 3;
/** A start takes seconds; ten minutes are more than anybody has seen. */
const START_LIMIT_MS = 600_000;
/** `+SYSSTART` is awaited this long before the modem is asked in between whether it started without saying so. */
const START_ASK_AFTER_MS = 15_000;
const START_ASK_EVERY_MS = 5000;
/** Enough for both rates. */
const START_WAKE_TRIES = 5;
/** One that shows its updater this long after the command to start its firmware stays there. */
const SETTLES_MS = 60_000;
/** A modem that then still runs its updater never heard the command, or was reset before it obeyed. */
const BOOTS = 4;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

export interface ModemFinishDeps {
  readonly way: TransferWay;
  readonly context: PerformContext;
  /** What the modem said of an upgrade before this one was begun: the same words afterwards may be of that one. */
  readonly before: UpgradeResult;
  /** Until it is called, a file that the modem took lies beside its firmware and changes nothing. */
  readonly beforeApplying: () => void;
  /** Whether a modem that says so runs what was sent, and did not before. */
  readonly hasIt: (reading: ModemReading) => boolean;
}

/**
 * From the last byte sent to the modem's report that it is done. A modem that tells nothing else is left for
 * its version to decide.
 * @throws UPGRADE_REPORTED_FAILURE, APPLY_TIMEOUT, MODEM_SILENT
 */
export async function finishByItself(
  link: ModemLink,
  parts: ModemFinishDeps,
  signal: AbortSignal,
): Promise<void> {
  const { way, context, beforeApplying, hasIt } = parts;
  const reason = phrase('The modem is installing the firmware. Leave the power on.');
  context.wait(reason, USUAL_APPLY_MS);
  await context.clock.sleep(AFTER_LAST_BLOCK_MS, signal);
  await wakeWithImage(link, context, signal);
  if (way === 'FFF') {
    beforeApplying();
    await link.modem.applyImage(hasIt, signal);
    context.wait(reason, USUAL_APPLY_MS);
  }
  if ((await untilApplied(link, parts, signal)) === 'told') await untilBootModeIsNamed(link, context, signal);
}

/**
 * Waits for a modem that has an image to answer, as long as the field's tool does.
 * @throws MODEM_SILENT
 */
export async function wakeWithImage(
  link: ModemLink,
  context: Pick<PerformContext, 'wait'>,
  signal: AbortSignal,
): Promise<void> {
  if (await link.wakeAtAnyRate(USUAL_APPLY_MS / SECOND_MS, signal)) return;
  const rest = APPLY_PATIENCE_MS - USUAL_APPLY_MS;
  context.wait(TAKES_LONGER, rest);
  if (!(await link.wakeAtAnyRate(rest / SECOND_MS, signal)))
    throw upgradeErrors.silentWithImage(APPLY_PATIENCE_MS / MINUTE_MS);
}

/**
 * Waits for a modem that has been made to install an image.
 * @returns `told` by its own word, or `seen` by its version or by nothing else that could still be waited for
 * @throws UPGRADE_REPORTED_FAILURE, APPLY_TIMEOUT, MODEM_SILENT
 */
export async function untilApplied(
  link: ModemLink,
  { way, context, before, hasIt }: Omit<ModemFinishDeps, 'beforeApplying'>,
  signal: AbortSignal,
): Promise<'told' | 'seen'> {
  const { clock } = context;
  const { modem } = link;
  const begun = clock.now();
  let wordlessSince = begun;
  let askedVersionAt = -Infinity;
  let stale = true;
  let toldLong = false;
  let awake = true;
  for (;;) {
    const result = await modem.readUpgradeResult(signal);
    // Once it has said something else, what it says is of this upgrade.
    stale &&= saysNothing(result) || saysTheSame(result, before);
    if (!stale && result.kind === 'success') return 'told';
    if (!stale && result.kind === 'failure') throw upgradeErrors.reportedFailure(result.text);

    const now = clock.now();
    const atWork = result.kind === 'ongoing';
    if (atWork) wordlessSince = now;
    let shown: ModemReading | undefined;
    if (!atWork && now - askedVersionAt >= VERSION_ASK_MS) {
      askedVersionAt = now;
      // One that answers AT, and not this question, is no silent one.
      awake = result.kind !== 'silent' || (await link.wakeAtAnyRate(REACH_TRIES, signal));
      if (!awake) wordlessSince = now;
      else {
        shown = await modem.read(signal);
        if (hasIt(shown)) return 'seen';
        // It lost its firmware over the image, and is for its reading to tell.
        if (way === 'FFF' && shown.state === 0) return 'seen';
      }
    }
    // In its updater it may be at work on a file, whatever it says of it.
    if (way === 'FFF' && shown?.state === 4) wordlessSince = now;
    if (now - begun >= APPLY_PATIENCE_MS) {
      // It answers, and is as ready as it will ever be: it is started, and its version decides.
      if (way === 'ON_THE_FLY' && awake && !atWork) return 'seen';
      const minutes = APPLY_PATIENCE_MS / MINUTE_MS;
      throw atWork ? upgradeErrors.stillAtWork(minutes) : upgradeErrors.silentWithImage(minutes);
    }
    if (way === 'FFF' && awake && now - wordlessSince >= WORDLESS_LIMIT_MS)
      throw upgradeErrors.notApplied(WORDLESS_LIMIT_MS / MINUTE_MS);
    if (!toldLong && now - begun >= USUAL_APPLY_MS) {
      toldLong = true;
      context.wait(TAKES_LONGER, begun + APPLY_PATIENCE_MS - now);
    }
    await clock.sleep(RESULT_POLL_MS, signal);
  }
}

/** It reported success; a modem that does not name what it boots next, or names its updater for ever, is started all the same. */
async function untilBootModeIsNamed(
  link: ModemLink,
  context: PerformContext,
  signal: AbortSignal,
): Promise<void> {
  const end = context.clock.now() + BOOT_MODE_LIMIT_MS;
  for (let unnamed = 0; context.clock.now() < end;) {
    const mode = await link.modem.readBootMode(signal);
    if (mode === 'unnamed' && ++unnamed === UNNAMED_TIMES) return;
    if (mode !== null && mode !== 'unnamed' && mode !== 'UPDATER') break;
    await context.clock.sleep(BOOT_MODE_POLL_MS, signal);
  }
  const confirmed = await link.modem.readUpgradeResult(signal);
  if (confirmed.kind === 'failure') throw upgradeErrors.reportedFailure(confirmed.text);
}

/**
 * Boots the modem into its firmware and waits until it is there.
 * @param mayFail whether it is an end as well that a modem without a whole firmware comes up in recovery, or in its updater: it is started once, since there it may have gone to work
 * @throws RESTART_TIMEOUT, APPLY_TIMEOUT where it says that it is at work, AT_ERROR
 */
export async function startFirmware(
  link: ModemLink,
  context: Pick<PerformContext, 'clock' | 'wait'>,
  signal: AbortSignal,
  mayFail = false,
): Promise<void> {
  const { clock } = context;
  context.wait(phrase('The modem is starting its firmware.'), START_LIMIT_MS);
  let mark = link.modem.mark();
  await link.modem.boot('FFF', signal);
  const toldAt = clock.now();
  const mostBoots = mayFail ? 1 : BOOTS;
  let patience = START_ASK_AFTER_MS;
  let state: number | null = null;
  let isAtWork = false;
  for (let boots = 1; clock.now() < toldAt + (isAtWork ? APPLY_PATIENCE_MS : START_LIMIT_MS);) {
    const heard = await link.modem.hearsStart(mark, patience, signal);
    // Each start is heard once: the next question waits for the next start, or for its own time.
    mark = link.modem.mark();
    patience = START_ASK_EVERY_MS;
    // The line may have been lost in the noise of the reset, or told of a start in the updater once more. One that was
    // found in recovery may have taken the image at another rate than its firmware speaks.
    const answers = await link.wakeAtAnyRate(START_WAKE_TRIES, signal);
    state = answers ? await link.modem.readState(signal) : null;
    if (state === 2 || (mayFail && state === 0)) return;
    if (heard && state === null) return;
    if (state !== 4) continue;
    if (boots < mostBoots) {
      // It may have gone to its updater by itself, to put in place what it has: a restart would cut that off.
      const { kind } = await link.modem.readUpgradeResult(signal);
      isAtWork = kind === 'ongoing';
      if (isAtWork || (kind === 'silent' && clock.now() < toldAt + SETTLES_MS)) continue;
      boots++;
      await link.modem.boot('FFF', signal);
    } else if (mayFail && (heard || clock.now() >= toldAt + SETTLES_MS)) return;
  }
  // It runs something: its version is for the next step to read.
  if (state === 1) return;
  if (isAtWork) throw upgradeErrors.stillAtWork(APPLY_PATIENCE_MS / MINUTE_MS);
  throw upgradeErrors.restartTimeout(START_LIMIT_MS / SECOND_MS);
}
