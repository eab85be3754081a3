import type { UpgradeReport } from '../../src/upgrade/report';
import type { Standing } from '../simulator/modem/truth';

/**
 * Whether the report's word for the modem's state is the truth. Everything else that differs is a lie.
 * `cautious`: it says "recoverable" of a modem that is better off and has no way of telling so: nobody answers at the
 * port, or a modem in recovery or its updater does, which knows nothing of its firmware.
 * `unknown`: it says that it does not know, and whoever asks the modem once more gets no answer either.
 */
export type Honesty = 'true' | 'cautious' | 'unknown' | 'lie';

export interface Facts {
  readonly truth: Standing;
  /** Build that was wanted: a modem that runs another, such as the first of two steps, is not yet upgraded. */
  readonly target: string;
  /** Whether asking the modem once more gets an answer. */
  readonly answers: boolean;
}

export function honestyOf({ modemState, after }: UpgradeReport, { truth, target, answers }: Facts): Honesty {
  // What was read of a modem before it was changed is no word for what it is.
  const told = after?.build ?? null;
  if (told !== null && told !== truth.build) return 'lie';
  const halfWay = truth.condition === 'upgraded' && truth.build !== target;
  const condition = halfWay ? 'recoverable' : truth.condition;
  if (modemState === condition) return 'true';
  if (modemState === 'unknown') return answers ? 'lie' : 'unknown';
  const betterOff = condition === 'untouched' || condition === 'upgraded';
  const canTell = answers && (truth.state === 1 || truth.state === 2);
  return modemState === 'recoverable' && betterOff && !canTell ? 'cautious' : 'lie';
}
