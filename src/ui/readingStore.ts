import { Emitter } from '../base/emitter';
import type { Reading } from './reading';
import type { Storage } from './storage';

const KEY = 'readings';
/** More boards than a desk holds. */
const MOST_READINGS = 16;

/** What was last read of each board, newest first. */
export class ReadingStore {
  private readonly changes = new Emitter<void>();
  readonly onChange = this.changes.event;
  private held: readonly Reading[];

  constructor(private readonly storage: Storage) {
    const stored = storage.get(KEY);
    this.held = Array.isArray(stored) ? (stored as Reading[]) : [];
  }

  get all(): readonly Reading[] {
    return this.held;
  }

  async keep(reading: Reading): Promise<void> {
    this.held = [reading, ...this.held.filter(({ port }) => port !== reading.port)].slice(0, MOST_READINGS);
    this.changes.fire();
    await this.storage.update(KEY, this.held);
  }
}
