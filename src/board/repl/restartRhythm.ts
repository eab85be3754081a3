import type { UpgradeError } from '../../base/upgradeError';
import { boardErrors } from '../errors';

/** Two times that differ by less, as a share of the longer, are the same one: breaking in takes now more, now less. */
const SAME = 0.25;
/** Shorter ones are a board that is still starting. */
const SHORTEST_MS = 500;

/**
 * A watchdog that nobody feeds restarts a board the same time after its program was stopped, each time. Where the board does not
 * say why it restarts, that tells it from a hand and from a bad supply.
 */
export class RestartRhythm {
  private begunAt = 0;
  private last: number | undefined;

  /** The board's program was stopped. @param now milliseconds on the clock */
  begin(now: number): void {
    this.begunAt = now;
  }

  /** @returns the same, or the restart by a watchdog that it is when it came as late as the one before */
  judge(restarted: UpgradeError, now: number): UpgradeError {
    const [before, took] = [this.last, now - this.begunAt];
    this.last = took;
    const causeless = restarted.sentence === boardErrors.restarted().sentence;
    if (!causeless || before === undefined || Math.min(before, took) < SHORTEST_MS) return restarted;
    const alike = Math.abs(took - before) <= SAME * Math.max(took, before);
    return alike ? boardErrors.restarted('watchdog') : restarted;
  }
}
