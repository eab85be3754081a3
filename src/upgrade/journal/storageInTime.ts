import { neverAborted, raceTimeout } from '../../base/cancellation';
import type { Clock } from '../../base/clock';
import type { RecordStorage } from './recordStorage';

/** A disk that sleeps takes seconds; a file server that does not answer takes forever, and an upgrade under way must go on. */
const LIMIT_MS = 15_000;

/**
 * The same storage, but each call ends: after 15 s it rejects. While such a call may still come to its end, every other one
 * rejects at once: an upgrade waits once and not before each step, and what comes late never replaces what is newer.
 */
export function storageInTime(storage: RecordStorage, clock: Clock): RecordStorage {
  const late = new Set<Promise<void>>();

  const inTime = async <T>(work: () => Promise<T>, whenLate?: (value: T) => Promise<void>): Promise<T> => {
    if (late.size > 0) throw noAnswer();
    const call = work();
    const first = await raceTimeout(
      clock,
      LIMIT_MS,
      neverAborted(),
      call.then((value) => ({ value })),
    );
    if (first !== undefined) return first.value;
    // Its caller has been told that it failed, and hears of nothing that comes afterwards.
    const settled: Promise<void> = call
      .then(whenLate)
      .catch(() => undefined)
      .finally(() => late.delete(settled));
    late.add(settled);
    throw noAnswer();
  };

  return {
    folder: storage.folder,
    read: (name) => inTime(() => storage.read(name)),
    write: (name, text) => inTime(() => storage.write(name, text)),
    // Nobody would ever remove a lock that was not said to be made.
    create: (name, text) =>
      inTime(
        () => storage.create(name, text),
        (made) => (made ? storage.remove(name) : Promise.resolve()),
      ),
    list: () => inTime(() => storage.list()),
    remove: async (name) => {
      // Nobody asks again: it is done as soon as it can be.
      const waiting = [...late];
      if (waiting.length > 0)
        void Promise.all(waiting)
          .then(() => storage.remove(name))
          .catch(() => undefined);
      await inTime(() => storage.remove(name));
    },
  };
}

function noAnswer(): Error {
  return new Error(`the folder has not answered for ${LIMIT_MS / 1000} s`);
}
