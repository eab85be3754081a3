/** A place that outlives the window; VS Code's Memento is one. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/**
 * What a window chose for itself, and for one that has not chosen yet what any window did last: VS Code hands what is
 * stored for all windows to each of them at once, so that one would change the other's mind.
 */
export function ownBeforeShared(own: Storage, shared: Storage): Storage {
  return {
    get: (key) => own.get(key) ?? shared.get(key),
    update: async (key, value) => {
      await own.update(key, value);
      await shared.update(key, value);
    },
  };
}
