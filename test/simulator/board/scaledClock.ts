import type { Cancellation, Clock } from '../../../src/base/clock';
import { Sleepers } from '../sleepers';

/** Time that runs `factor` times as fast: for programs that wait long next to a board that lives in real time. */
export function scaledClock(clock: Clock, factor: number): ScaledClock {
  return new ScaledClock(clock, factor);
}

/** How many times as fast this clock runs as a rule. */
export function usualFactorOf(clock: Clock): number {
  return clock instanceof ScaledClock ? clock.usualFactor : 1;
}

/**
 * Time waits for whoever sleeps: while the computer is busy with something else it stands still, and all are woken in
 * the order in which they are due. Otherwise a pause of 100 ms would be 5 s here, in which a modem that had not got its
 * turn seems not to have answered.
 */
export class ScaledClock implements Clock {
  /** With which it was made. */
  readonly usualFactor: number;
  private readonly clock: Clock;
  private speed: number;
  private readonly sleepers = new Sleepers();
  private readonly wallStart: number;
  /** The time here, and that of the other clock, when somebody was woken last. */
  private base = 0;
  private since: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(clock: Clock, factor: number) {
    this.clock = clock;
    this.usualFactor = factor;
    this.speed = factor;
    this.wallStart = clock.wallTime();
    this.since = clock.now();
  }

  get factor(): number {
    return this.speed;
  }

  /** Whoever sleeps is woken by the new speed. */
  set factor(factor: number) {
    if (factor === this.speed) return;
    this.base = this.now();
    this.since = this.clock.now();
    this.speed = factor;
    this.setAlarm();
  }

  now(): number {
    const running = this.base + (this.clock.now() - this.since) * this.speed;
    return Math.max(this.base, Math.min(running, this.sleepers.nextDue ?? Infinity));
  }

  wallTime(): number {
    return this.wallStart + Math.floor(this.now());
  }

  async sleep(ms: number, signal?: Cancellation): Promise<void> {
    const asleep = this.sleepers.add(this.now() + Math.max(0, ms), signal, () => this.setAlarm());
    this.setAlarm();
    await asleep;
  }

  private setAlarm(): void {
    clearTimeout(this.timer);
    const due = this.sleepers.nextDue;
    if (due === undefined) return;
    this.timer = setTimeout(() => this.wakeNext(due), (due - this.now()) / this.speed);
  }

  private wakeNext(due: number): void {
    this.base = Math.max(this.base, due);
    this.since = this.clock.now();
    this.sleepers.wakeNext();
    this.setAlarm();
  }
}
