import type { Clock } from './clock';
import { errors } from './errors';

/** Throws the project's own CANCELLED error when the signal has been aborted. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw errors.cancelled();
}

/** Given to whoever lost the race; an error of its own for each wait would cost more than the wait. */
const LOST = 'the wait is over';

/** Resolves with what `work` gives, or with `undefined` once `ms` have passed; `work` is told by its signal. */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  throwIfCancelled(signal);
  // Not AbortSignal.any: it leaves weak references that pile up, a dozen megabytes of them in a transfer.
  const ended = new AbortController();
  const either = ended.signal;
  const onAbort = (): void => ended.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const expired = Symbol('expired');
  const timer = clock.sleep(ms, either).then(
    () => expired,
    (reason: unknown) => {
      if (signal.aborted) throw errors.cancelled();
      throw reason;
    },
  );
  const working = work(either);
  // Whichever loses the race is ended below; its rejection is then expected and must not go unhandled.
  working.catch(() => undefined);
  timer.catch(() => undefined);
  try {
    const first = await Promise.race([working, timer]);
    return first === expired ? undefined : (first as T);
  } finally {
    signal.removeEventListener('abort', onAbort);
    ended.abort(LOST);
  }
}
