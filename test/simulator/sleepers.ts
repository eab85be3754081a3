import type { Cancellation } from '../../src/base/clock';
import { errors } from '../../src/base/errors';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** The sleepers of a clock, with their wake-up times in that clock’s milliseconds. */
export class Sleepers {
  private readonly all = new Set<Sleeper>();

  get count(): number {
    return this.all.size;
  }

  /** The first wake-up time; `undefined` without sleepers. */
  get nextDue(): number | undefined {
    return this.next?.due;
  }

  /**
   * Resolves at the wake-up; rejects with CANCELLED as soon as the signal aborts.
   * @param onGone called after a cancel
   */
  add(due: number, signal: Cancellation | undefined, onGone: () => void = () => undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(errors.cancelled());
        return;
      }
      const onAbort = (): void => {
        this.all.delete(sleeper);
        reject(errors.cancelled());
        onGone();
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const sleeper = { due, wake };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.all.add(sleeper);
    });
  }

  /** Wakes one sleeper at a time, because its code may end others or add new ones. */
  wakeNext(): void {
    const { next } = this;
    if (!next) return;
    this.all.delete(next);
    next.wake();
  }

  private get next(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.all) if (next === undefined || sleeper.due < next.due) next = sleeper;
    return next;
  }
}
