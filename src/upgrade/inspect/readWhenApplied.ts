import type { Clock } from '../../base/clock';
import { type Phrase, phrase } from '../../base/phrase';
import { poll } from '../../base/poll';
import type { ModemReading } from '../../modem/modemReading';
import type { UpgradeResult } from '../../modem/upgradeResult';
import { USUAL_APPLY_MS } from '../run/applyPatience';
import type { ModemLink } from './modemLink';

/** How often one behind a board's prompt is asked: each question is a program on the board. */
const POLL_THROUGH_BOARD_MS = 5000;
/** A reading waits as long as an image usually takes; one that takes longer can be read again. */
const READING_LIMIT_MS = USUAL_APPLY_MS;
export const STILL_APPLYING = phrase('The modem is still installing an image. Leave the power on.');
const POLL_MS = 1000;
/** One that restarts in between is asked again. */
const WAKE_TRIES = 5;

interface Surroundings {
  readonly clock: Clock;
  /** Silence is normal from now on, for `ms` milliseconds at most. */
  wait(reason: Phrase, ms: number): void;
}

interface AskedThroughBoard {
  readonly read: () => Promise<ModemReading>;
  readonly readUpgradeResult: () => Promise<UpgradeResult>;
}

/**
 * Reads a modem that is awake. One that still installs an image, because its sender has gone, is let finish.
 * @returns a reading that says `applying` when it had not finished after five minutes
 */
export async function readWhenApplied(
  link: ModemLink,
  context: Surroundings,
  signal: AbortSignal,
): Promise<ModemReading> {
  const { clock } = context;
  let reading = await link.modem.read(signal);
  if (!reading.applying) return reading;
  context.wait(STILL_APPLYING, READING_LIMIT_MS);
  await pollLater(clock, POLL_MS, signal, async () => {
    if (await link.wakeAtAnyRate(WAKE_TRIES, signal)) reading = await link.modem.read(signal);
    return reading.applying ? undefined : reading;
  });
  return reading;
}

/** The same for a modem behind a board's prompt, which may be silent in between. */
export async function readThroughBoardWhenApplied(
  { read, readUpgradeResult }: AskedThroughBoard,
  context: Surroundings,
  signal: AbortSignal,
): Promise<ModemReading> {
  const { clock } = context;
  const reading = await read();
  if (!reading.applying) return reading;
  context.wait(STILL_APPLYING, READING_LIMIT_MS);
  const finished = await pollLater(clock, POLL_THROUGH_BOARD_MS, signal, async () => {
    const { kind } = await readUpgradeResult();
    return kind === 'ongoing' || kind === 'silent' ? undefined : read();
  });
  return finished ?? reading;
}

/** It answered a moment ago: the next question follows after `everyMs`, until the reading's limit has passed since. */
async function pollLater<T>(
  clock: Clock,
  everyMs: number,
  signal: AbortSignal,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  await clock.sleep(everyMs, signal);
  return poll(clock, { everyMs, limitMs: READING_LIMIT_MS - everyMs }, signal, ask);
}
