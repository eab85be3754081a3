import { runsFirmware } from '../../firmware/rules/rule';
import type { ModemReading } from '../../modem/modemReading';
import type { ModemCondition } from '../report';

export interface Happened {
  /** What was found before anything was done to it. */
  readonly found: ModemReading;
  /** Whether an image replaces the firmware that was found, or began to. */
  readonly replaced: boolean;
  /** Whether the modem no longer says that nothing is under way: an image lies beside its firmware, and may be applied yet. */
  readonly applying: boolean;
  /** Build that the last image leads to; null where it does not say. */
  readonly target: string | null;
}

/** What a modem to which an image was given says of itself after a failure. */
export function conditionFromReading(
  now: ModemReading,
  { found, replaced, applying, target }: Happened,
): Extract<ModemCondition, 'upgraded' | 'untouched' | 'recoverable'> {
  const asFound = now.state === found.state && now.build === found.build;
  const reached = now.state === 2 && now.build !== null && now.build === target;
  if (reached && (replaced || !asFound)) return 'upgraded';
  // A file that the modem took and then did not apply leaves it with the firmware that it had.
  return asFound && runsFirmware({ modem: now }) && !replaced && !applying ? 'untouched' : 'recoverable';
}
