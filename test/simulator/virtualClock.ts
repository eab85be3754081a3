import type { Cancellation, Clock } from '../../src/base/clock';
import { Sleepers } from './sleepers';

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
  private readonly asleep = new Sleepers();
  private running = false;

  /** How many sleep. */
  get sleepers(): number {
    return this.asleep.count;
  }

  now(): number {
    return this.time;
  }

  /** In whole milliseconds, as the system tells it. */
  wallTime(): number {
    return BEGINNING + Math.floor(this.time);
  }

  async sleep(ms: number, signal?: Cancellation): Promise<void> {
    const asleep = this.asleep.add(this.time + Math.max(0, ms), signal);
    if (!this.running) {
      this.running = true;
      this.turn(0);
    }
    await asleep;
  }

  private turn(quietTurns: number): void {
    setImmediate(() => {
      if (this.asleep.count === 0) this.running = false;
      else if (quietTurns < QUIET_TURNS) this.turn(quietTurns + 1);
      else if (readsFiles()) this.turn(0);
      else {
        this.advance();
        this.turn(0);
      }
    });
  }

  private advance(): void {
    this.time = Math.max(this.time, this.asleep.nextDue ?? 0);
    this.asleep.wakeNext();
  }
}

function readsFiles(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));
}
