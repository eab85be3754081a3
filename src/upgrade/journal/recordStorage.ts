/** A record takes some kilobytes; what is larger was not written by us and is not read. */
export const LARGEST_RECORD_BYTES = 262_144;

/**
 * A place for small named texts that outlives the process. Names are lower-case letters, digits, dots and hyphens.
 * Every call may reject with the platform's error; the caller decides what that means.
 */
export interface RecordStorage {
  /** Where it is, in words for a person. */
  readonly folder: string;
  /** @returns undefined when there is none of that name */
  read(name: string): Promise<string | undefined>;
  /** Puts the whole text in the place of what was there, or leaves that unchanged; on return it is on the disk. */
  write(name: string, text: string): Promise<void>;
  /** As `write`, where there is nothing yet. @returns false, having changed nothing, when there is something */
  create(name: string, text: string): Promise<boolean>;
  list(): Promise<string[]>;
  /** What is not there is no error. */
  remove(name: string): Promise<void>;
}

/** Remembers as long as the process lives; for tests, and for callers that leave no traces. */
export function memoryStorage(held = new Map<string, string>()): RecordStorage {
  return {
    folder: 'this process',
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
