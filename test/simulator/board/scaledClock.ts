import type { Cancellation, Clock } from '../../../src/base/clock';
import { Sleepers } from '../sleepers';

/** Time that runs `factor` times as fast, for programs with long waits and a board in real time. */
export function scaledClock(clock: Clock, factor: number): ScaledClock {
  return new ScaledClock(clock, factor);
}

/** The usual speed-up of this clock. */
export function usualFactorOf(clock: Clock): number {
  return clock instanceof ScaledClock ? clock.usualFactor : 1;
}

/**
 * Time stops while the computer is busy with something else, and sleepers are woken in
 * the order of their times. Otherwise a pause of 100 ms would become 5 s here, and a modem that had no chance to run
 * would seem silent.
 */
export class ScaledClock implements Clock {
  /** The clock’s initial factor. */
  readonly usualFactor: number;
  private readonly clock: Clock;
  private speed: number;
  private readonly sleepers = new Sleepers();
  private readonly wallStart: number;
  /** The time of this clock and of the other one at the last wake-up. */
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

  /** Sleepers wake up according to the new speed. */
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
