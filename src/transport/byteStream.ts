import { throwIfCancelled, raceTimeout } from '../base/cancellation';
import type { Clock } from '../base/clock';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { UpgradeError } from '../base/upgradeError';
import type { Transport } from './transport';

/** Capacity to begin with; holds the largest answer any of the protocols has, with room. */
const FIRST_CAPACITY_BYTES = 4096;
/** Nobody waits for as much at once: of what floods in while nobody reads, the oldest goes. */
const MOST_HELD_BYTES = 4 * 1024 * 1024;

/**
 * What came in over a transport and was not consumed yet. One client at a time reads from it: a REPL client, an AT
 * client or an STP session; handing it to the next is explicit, through `discard`.
 */
export class ByteStream implements Disposable {
  readonly transport: Transport;
  private readonly clock: Clock;
  private readonly store = new DisposableStore();
  private held = new Uint8Array(FIRST_CAPACITY_BYTES);
  private start = 0;
  private end = 0;
  private lost: UpgradeError | undefined;
  private wake: (() => void) | undefined;

  constructor(transport: Transport, clock: Clock) {
    this.transport = transport;
    this.clock = clock;
    this.store.add(transport.onData((bytes) => this.append(bytes)));
    this.store.add(
      transport.onLost((error) => {
        this.lost = error;
        this.wake?.();
      }),
    );
  }

  /** What is there now, without consuming it; valid until the next call on this stream. */
  peek(): Uint8Array {
    return this.held.subarray(this.start, this.end);
  }

  /** Forgets the first `count` bytes. */
  consume(count: number): void {
    this.start = Math.min(this.start + count, this.end);
  }

  /** Consumes all that is there and returns a copy of it. */
  takeAll(): Uint8Array {
    const all = this.peek().slice();
    this.consume(all.length);
    return all;
  }

  /** Throws away what came in so far. */
  discard(): void {
    this.start = this.end = 0;
  }

  /** Throws away input until none came for `quietMs`, for `limitMs` at most. Returns whether silence was reached. */
  async settle(quietMs: number, limitMs: number, signal: AbortSignal): Promise<boolean> {
    const limit = this.clock.now() + limitMs;
    do {
      this.discard();
      if (!(await this.more(quietMs, signal))) return true;
    } while (this.clock.now() < limit);
    this.discard();
    return false;
  }

  /**
   * Waits until more bytes are there than at the time of the call.
   * @returns false when `ms` milliseconds passed without any
   * @throws PORT_UNPLUGGED when the transport was lost, CANCELLED
   */
  async more(ms: number, signal: AbortSignal): Promise<boolean> {
    throwIfCancelled(signal);
    this.throwIfLost();
    const before = this.end - this.start;
    let wake = (): void => undefined;
    const arrival = new Promise<boolean>((resolve) => {
      wake = () => resolve(true);
    });
    this.wake = wake;
    let arrived: boolean | undefined;
    try {
      arrived = await raceTimeout(this.clock, ms, signal, arrival);
    } finally {
      if (this.wake === wake) this.wake = undefined;
    }
    if (this.end - this.start === before) this.throwIfLost();
    return arrived === true;
  }

  /**
   * Looks at what is there, and again each time more has come in, until `look` finds something.
   * @returns what it found; undefined when it found nothing within `ms` milliseconds
   * @throws PORT_UNPLUGGED when the transport was lost, CANCELLED, and what `look` throws
   */
  async readUntil<T>(look: () => T | undefined, ms: number, signal: AbortSignal): Promise<T | undefined> {
    const end = this.clock.now() + ms;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const left = end - this.clock.now();
      if (left <= 0 || !(await this.more(left, signal))) return undefined;
    }
  }

  write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.lost) return Promise.reject(this.lost);
    return this.transport.write(bytes, signal);
  }

  /** Stops listening; the transport stays open and is its owner's to close. */
  dispose(): void {
    this.store.dispose();
  }

  private throwIfLost(): void {
    if (this.lost) throw this.lost;
  }

  private append(given: Uint8Array): void {
    const bytes = given.subarray(Math.max(0, given.length - MOST_HELD_BYTES));
    const over = this.end - this.start + bytes.length - MOST_HELD_BYTES;
    if (over > 0) this.consume(over);
    const length = this.end - this.start;
    if (this.end + bytes.length > this.held.length) {
      const needed = length + bytes.length;
      const target = needed > this.held.length ? new Uint8Array(2 * needed) : this.held;
      target.set(this.held.subarray(this.start, this.end));
      this.held = target;
      this.start = 0;
      this.end = length;
    }
    this.held.set(bytes, this.end);
    this.end += bytes.length;
    this.wake?.();
  }
}
