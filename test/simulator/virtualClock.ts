import type { Clock } from '../../src/base/clock';
import { errors } from '../../src/base/errors';

interface Timer {
  readonly due: number;
  readonly wake: () => void;
}

/** Turns of the event loop in which nothing new may happen before time moves on. */
const QUIET_TURNS = 3;
/** Where the time of day begins: 2024-01-01 00:00 UTC. */
const BEGINNING = Date.UTC(2024, 0, 1);

/**
 * Time that costs nothing: when the program waits for nothing but the clock, it jumps to the next timer. Work on
 * files is waited for, whatever it takes; other real I/O (sockets, child processes) must not be mixed with it.
 */
export class VirtualClock implements Clock {
  private time = 0;
  private readonly timers = new Set<Timer>();
  private running = false;

  /** How many sleep. */
  get sleepers(): number {
    return this.timers.size;
  }

  now(): number {
    return this.time;
  }

  wallTime(): number {
    return BEGINNING + this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const give = (): void => reject(errors.cancelled());
      if (signal?.aborted) {
        give();
        return;
      }
      const onAbort = (): void => {
        this.timers.delete(timer);
        give();
      };
      const timer: Timer = {
        due: this.time + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.timers.add(timer);
      if (!this.running) {
        this.running = true;
        this.turn(0);
      }
    });
  }

  private turn(quietTurns: number): void {
    setImmediate(() => {
      if (this.timers.size === 0) this.running = false;
      else if (quietTurns < QUIET_TURNS) this.turn(quietTurns + 1);
      else if (readsFiles()) this.turn(0);
      else {
        this.advance();
        this.turn(0);
      }
    });
  }

  /** One timer at a time: what it sets going may end or add others. */
  private advance(): void {
    let next: Timer | undefined;
    for (const timer of this.timers) if (next === undefined || timer.due < next.due) next = timer;
    if (!next) return;
    this.timers.delete(next);
    this.time = Math.max(this.time, next.due);
    next.wake();
  }
}

function readsFiles(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));
}
