import type { Clock } from '../../../src/base/clock';

/** Time that runs `factor` times as fast: for programs that wait long next to a board that lives in real time. */
export function scaledClock(clock: Clock, factor: number): Clock {
  const start = clock.now();
  const elapsed = (): number => (clock.now() - start) * factor;
  const wallStart = clock.wallTime();
  return {
    now: elapsed,
    wallTime: () => wallStart + elapsed(),
    sleep: (ms, signal) => clock.sleep(ms / factor, signal),
  };
}
