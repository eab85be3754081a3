import { throwIfCancelled } from '../../base/cancellation';
import { errors } from '../../base/errors';

/** Lets a number of works be under way at a time; the others wait for their turn, first come, first served. */
export class Turns {
  private free: number;
  private readonly queue: (() => void)[] = [];

  constructor(atMost: number) {
    this.free = atMost;
  }

  /** @throws CANCELLED while it waits, and what the work throws */
  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    throwIfCancelled(signal);
    if (this.free > 0) this.free--;
    else await this.turn(signal);
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.free++;
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = (): void => {
        this.queue.splice(this.queue.indexOf(begin), 1);
        reject(errors.cancelled());
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.queue.push(begin);
    });
  }
}
