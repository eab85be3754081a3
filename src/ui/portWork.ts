import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';

export interface PortWorkListener {
  /** Something was asked for while something else is running. */
  readonly tellBusy: () => void;
  /** The end of what runs was asked for. */
  readonly onEnding: () => void;
  /** The end of the batch was asked for. */
  readonly onSeveralEnding: () => void;
}

/**
 * What a window does at ports and cards. The panel leads one thing at a time: a reading, an upgrade, a repair, the work on an SD
 * card. Beside it a batch may work with other ports, each of which has a flow of its own. Closing the window ends both.
 */
export class PortWork {
  private readonly changes = new Emitter<void>();
  readonly onChange: (listener: () => void) => Disposable = this.changes.event;
  private readonly led = new Slot();
  private readonly batch = new Slot();
  private closed = false;

  constructor(private readonly tell: PortWorkListener) {}

  get running(): boolean {
    return this.led.running;
  }

  /** Whether the end was asked for; it comes at the next safe point. */
  get ending(): boolean {
    return this.led.ending;
  }

  /** The same of the batch. */
  get severalRunning(): boolean {
    return this.batch.running;
  }

  get severalEnding(): boolean {
    return this.batch.ending;
  }

  /**
   * Does it, unless something else is running that the panel leads: then it says so.
   * @returns what the work gives; undefined where it was not done
   * @throws what the work throws
   */
  runExclusive<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return this.runIn(this.led, work);
  }

  /** The same for the batch. There is one at a time. @throws what the work throws */
  runSeveral<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return this.runIn(this.batch, work);
  }

  /** Ends what the panel leads at the next safe point; the service says when that is. */
  cancel(): void {
    if (this.led.end()) this.tell.onEnding();
  }

  /** Asks each board of the batch to stop at its next safe point. */
  cancelSeveral(): void {
    if (this.batch.end()) this.tell.onSeveralEnding();
  }

  /** Ends what runs, waits for that, and lets nothing else begin. */
  async close(): Promise<void> {
    this.closed = true;
    this.cancel();
    this.cancelSeveral();
    await Promise.all([this.led.ended, this.batch.ended]);
  }

  private async runIn<T>(slot: Slot, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    if (slot.running) {
      this.tell.tellBusy();
      return undefined;
    }
    if (this.closed) return undefined;
    return slot.run(work, () => this.changes.fire());
  }
}

/** Room for one piece of work. */
class Slot {
  private abort: AbortController | null = null;
  /** Never rejects. */
  ended: Promise<unknown> = Promise.resolve();

  get running(): boolean {
    return this.abort !== null;
  }

  get ending(): boolean {
    return this.abort?.signal.aborted ?? false;
  }

  run<T>(work: (signal: AbortSignal) => Promise<T>, onChange: () => void): Promise<T> {
    const { signal } = (this.abort = new AbortController());
    onChange();
    const done = work(signal).finally(() => {
      this.abort = null;
      onChange();
    });
    this.ended = done.catch(() => undefined);
    return done;
  }

  /** @returns whether the end had not been asked for before */
  end(): boolean {
    if (this.abort === null || this.ending) return false;
    this.abort.abort();
    return true;
  }
}
