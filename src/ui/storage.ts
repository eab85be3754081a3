import type { Logger } from '../base/logger';

/** A place that outlives the window. */
export interface Storage {
  get(key: string): unknown;
  /**
   * Whoever asks has it at once. Nobody waits for the disk, nor fails with it: what is kept here is a convenience, and a
   * modem's reading or upgrade is none the worse for a disk that is full.
   */
  keep(key: string, value: unknown): void;
}

/** VS Code's Memento, as far as it is used here. It has a new value at once; the promise is of the disk. */
interface Memento {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export function storageIn(memento: Memento, logger: Logger): Storage {
  return {
    get: (key) => memento.get(key),
    keep: (key, value) => {
      memento
        .update(key, value)
        .then(undefined, (error: unknown) => logger.warn(`${key} could not be kept: ${String(error)}`));
    },
  };
}

/**
 * What a window chose for itself, and for one that has not chosen yet what any window did last: VS Code hands what is
 * stored for all windows to each of them at once, so that one would change the other's mind.
 */
export function ownBeforeShared(own: Storage, shared: Storage): Storage {
  return {
    get: (key) => own.get(key) ?? shared.get(key),
    keep: (key, value) => {
      own.keep(key, value);
      shared.keep(key, value);
    },
  };
}
