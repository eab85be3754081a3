import type { RecordStorage } from './recordStorage';

/** Remembers as long as the process lives; for tests, and for whoever wants no traces. */
export function memoryStorage(held = new Map<string, string>()): RecordStorage {
  return {
    read: (name) => Promise.resolve(held.get(name)),
    write: (name, text) => {
      held.set(name, text);
      return Promise.resolve();
    },
    create: (name, text) => {
      const free = !held.has(name);
      if (free) held.set(name, text);
      return Promise.resolve(free);
    },
    list: () => Promise.resolve([...held.keys()]),
    remove: (name) => {
      held.delete(name);
      return Promise.resolve();
    },
  };
}
