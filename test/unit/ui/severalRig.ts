import type { RunOptions } from '../../../src/upgrade/upgradeService';
import type { FakeService } from './fakeService';

/** Upgrades that go on until they are let go. */
export interface HeldRuns {
  /** Resolves when so many upgrades are under way. */
  readonly running: (count: number) => Promise<void>;
  readonly end: () => void;
}

export function heldRuns(
  service: FakeService,
  onRun: (options: RunOptions) => void = () => undefined,
): HeldRuns {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let count = 0;
  const waiting = new Map<number, () => void>();
  service.runs = (options) => {
    onRun(options);
    count++;
    waiting.get(count)?.();
    return ended;
  };
  return {
    running: (wanted) =>
      count >= wanted ? Promise.resolve() : new Promise((resolve) => waiting.set(wanted, resolve)),
    end: () => end(),
  };
}
