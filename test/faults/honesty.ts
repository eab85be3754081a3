import type { UpgradeReport } from '../../src/upgrade/report';
import type { Standing } from '../simulator/modem/truth';

/**
 * Whether the report's word for the modem's state is the truth. `cautious`: it says "recoverable" of a modem that is
 * better off, because it had no way of asking: the port was gone, or the modem off. `unknown`: it says that it does
 * not know, of a modem that answers nothing. Everything else that differs is a lie.
 */
export type Honesty = 'true' | 'cautious' | 'unknown' | 'lie';

/** @param reachable whether the port was still there when the report was made */
export function honestyOf({ modemState }: UpgradeReport, truth: Standing, reachable: boolean): Honesty {
  if (modemState === truth.condition) return 'true';
  const mute = truth.state === null;
  if (modemState === 'unknown') return mute ? 'unknown' : 'lie';
  const betterOff = truth.condition === 'untouched' || truth.condition === 'upgraded';
  return modemState === 'recoverable' && betterOff && (mute || !reachable) ? 'cautious' : 'lie';
}
