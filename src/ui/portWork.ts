import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';

export interface PortWorkListener {
  /** Something was asked for while something else is running. */
  readonly tellBusy: () => void;
  /** The end of what runs was asked for. */
  readonly onEnding: () => void;
}

/**
 * One thing at a time in a window: readings, upgrades, repairs and the work on SD cards all go through here, so that no
 * two of them meet at a board, and whoever closes the window ends whichever it is.
 */
export class PortWork {
  private readonly changes = new Emitter<void>();
  readonly onChange: (listener: () => void) => Disposable = this.changes.event;
  private abort: AbortController | null = null;
  private ended: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly tell: PortWorkListener) {}

  get running(): boolean {
    return this.abort !== null;
  }

  /** Whether the end was asked for; it comes at the next safe point. */
  get ending(): boolean {
    return this.abort?.signal.aborted ?? false;
  }

  /**
   * Does it, unless something else is running: that is told then.
   * @returns what the work gives; undefined where it was not done
   * @throws what the work throws
   */
  async runExclusive<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    if (this.abort !== null) {
      this.tell.tellBusy();
      return undefined;
    }
    if (this.closed) return undefined;
    this.abort = new AbortController();
    this.changes.fire();
    const done = work(this.abort.signal).finally(() => {
      this.abort = null;
      this.changes.fire();
    });
    this.ended = done.catch(() => undefined);
    return done;
  }

  /** Ends what runs at the next safe point; the service says when that is. */
  cancel(): void {
    if (this.abort === null || this.ending) return;
    this.abort.abort();
    this.tell.onEnding();
  }

  /** Ends what runs, waits for that, and lets nothing else begin. */
  async close(): Promise<void> {
    this.closed = true;
    this.cancel();
    await this.ended;
  }
}
