import type { Cancellation, Clock } from '../../src/base/clock';
import { Sleepers } from './sleepers';

/** The number of idle turns of the event loop before time advances. */
const QUIET_TURNS = 3;
/** The initial time of day: 2024-01-01 00:00 UTC. */
const BEGINNING = Date.UTC(2024, 0, 1);

/**
 * Virtual time: when the program waits only for the clock, time jumps to the next timer. Work on
 * files is waited for, however long it takes. Other real I/O (sockets, child processes) must not be mixed with it.
 */
export class VirtualClock implements Clock {
  private time = 0;
  private readonly asleep = new Sleepers();
  private running = false;

  /** The number of sleepers. */
  get sleepers(): number {
    return this.asleep.count;
  }

  now(): number {
    return this.time;
  }

  /** The time in whole milliseconds, like the system’s. */
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
