import { runsFirmware } from '../../firmware/rules/rule';
import type { ModemReading } from '../../modem/modemReading';
import type { UpgradeResult } from '../../modem/upgradeResult';
import type { Facts } from '../facts/fact';
import {
  hasImage,
  hasLeftProgram,
  hasToolBegunTransfer,
  isInstalling,
  isOverwritten,
  isWritten,
} from '../facts/whatFollows';
import type { ModemCondition } from '../report';
import { isModemUnchanged } from './modemUnchanged';

/** The state of a modem that runs its updater. */
const UPDATER = 4;

/** What an upgrade was begun with and is to lead to. */
export interface Aim {
  /** What was found before anything was done to the modem. */
  readonly found: ModemReading;
  /** Build that the last image leads to; null where it does not say. */
  readonly target: string | null;
}

interface Happened extends Aim {
  /** Whether an image replaces the firmware that was found, or began to. */
  readonly replaced: boolean;
  /** Whether the modem no longer says that nothing is under way: an image lies beside its firmware, and may be applied yet. */
  readonly applying: boolean;
}

/** What is known of a modem after a failure; `unknown` is for one whose power was off. */
type Known = Exclude<ModemCondition, 'unknown'>;

/**
 * What is known of a modem that cannot be asked any more: a power cycle ends whatever keeps it silent, a transfer can be repeated from
 * its beginning (Pycom documentation), and one that lost its firmware comes up in recovery.
 */
export function conditionUnasked(facts: Facts): Extract<Known, 'recoverable' | 'untouched'> {
  return isWritten(facts) || hasLeftProgram(facts) ? 'recoverable' : 'untouched';
}

/**
 * What a modem says of itself in MIRROR mode after a failure.
 * @param result what it says of its last upgrade
 */
export function conditionInMirror(
  now: ModemReading,
  facts: Facts,
  { found, target }: Aim,
  result: Pick<UpgradeResult, 'kind'>,
): Known {
  if (!isWritten(facts))
    return isModemUnchanged(now, found) || !hasLeftProgram(facts) ? 'untouched' : 'recoverable';
  const applying = result.kind !== 'none' && result.kind !== 'failure';
  const replaced = isOverwritten(facts) || hasImage(facts);
  return conditionFromReading(now, { found, target, replaced, applying });
}

/** What a modem that may have been written to says of itself through the board after a failure. */
export function conditionThroughBoard(now: ModemReading, facts: Facts, { found, target }: Aim): Known {
  // What the board's tool had done by then can only be seen where it makes a difference.
  if (found.build === target) return 'recoverable';
  return conditionFromReading(now, {
    found,
    target,
    replaced: hasImage(facts) || isOverwritten(facts),
    applying: isInstalling(facts),
  });
}

/** Whether the board's tool booted the modem into its updater, and gave it nothing: its firmware is whole. */
export function isLeftInUpdater(
  { state, applying }: ModemReading,
  facts: Facts,
  found: ModemReading,
): boolean {
  return (
    state === UPDATER &&
    runsFirmware({ modem: found }) &&
    !(hasImage(facts) || isInstalling(facts) || applying || hasToolBegunTransfer(facts))
  );
}

/** What a modem to which an image was given says of itself after a failure. */
export function conditionFromReading(
  now: ModemReading,
  { found, replaced, applying, target }: Happened,
): Known {
  const asFound = now.state === found.state && now.build === found.build;
  const reached = now.state === 2 && now.build !== null && now.build === target;
  if (reached && (replaced || !asFound)) return 'upgraded';
  // The board's tool may have replaced a factory bootrom, and nothing else.
  const sameBootrom = now.bootrom === null || found.bootrom === null || now.bootrom === found.bootrom;
  // A file that the modem took and then did not apply leaves it with the firmware that it had.
  const isUntouched = asFound && sameBootrom && runsFirmware({ modem: now }) && !replaced && !applying;
  return isUntouched ? 'untouched' : 'recoverable';
}
