import type { Cancellation, Clock } from './clock';
import { errors } from './errors';

/** Throws the project's own CANCELLED error when the signal has been aborted. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw errors.cancelled();
}

/** For what goes on to its end also when all else was cancelled, such as giving a port back. A new one each time: listeners gather on it. */
export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

/** Given to work that lost the race; an error of its own for each wait would cost more than the wait. */
const LOST = 'the wait is over';

/** Resolves with what `work` gives, or with `undefined` once `ms` have passed; `work` learns about it by its signal. */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  throwIfCancelled(signal);
  // Not AbortSignal.any: it leaves weak references behind in the signal that lives on.
  const ended = new AbortController();
  const onAbort = (): void => ended.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await raceTimeout(clock, ms, signal, work(ended.signal));
  } finally {
    signal.removeEventListener('abort', onAbort);
    ended.abort(LOST);
  }
}

/**
 * The same for what needs not be told. A transfer waits ten thousand times, and Node frees an AbortController so late
 * that those of a large image are tens of megabytes: this makes none.
 */
export async function raceTimeout<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  working: Promise<T>,
): Promise<T | undefined> {
  // Whichever loses the race is left alone; its rejection is then expected and must not go unhandled.
  working.catch(() => undefined);
  throwIfCancelled(signal);
  const end = new End();
  const onAbort = (): void => end.come();
  signal.addEventListener('abort', onAbort, { once: true });
  const expired = Symbol('expired');
  const timer = clock.sleep(ms, end).then(
    () => expired,
    (reason: unknown) => {
      if (signal.aborted) throw errors.cancelled();
      throw reason;
    },
  );
  timer.catch(() => undefined);
  try {
    const first = await Promise.race([working, timer]);
    return first === expired ? undefined : (first as T);
  } finally {
    signal.removeEventListener('abort', onAbort);
    end.come();
  }
}

/** What a sleep needs of an AbortSignal, and nothing that Node has to keep track of. */
class End implements Cancellation {
  aborted = false;
  private readonly listeners = new Set<() => void>();

  addEventListener(_: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }

  come(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }
}
