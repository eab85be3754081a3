import type { UpgradeReport } from '../../src/upgrade/report';
import type { Standing } from '../simulator/modem/truth';

/**
 * Whether the report gives the modem’s true state. Any other difference is a false report.
 * `cautious`: the report says "recoverable" about a modem in a better state that can’t report it: the port does not
 * answer, or the modem is in recovery or its updater and does not know its firmware.
 * `unknown`: the report says that the state is unknown, and another query gets no answer either.
 */
export type Honesty = 'true' | 'cautious' | 'unknown' | 'lie';

export interface Facts {
  readonly truth: Standing;
  /** The target build. A modem with another build, such as that of the first of two steps, is not upgraded yet. */
  readonly target: string;
  /** Whether the modem answers another query. */
  readonly answers: boolean;
}

export function honestyOf({ modemState, after }: UpgradeReport, { truth, target, answers }: Facts): Honesty {
  // A reading from before the change does not show the modem’s current state.
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
