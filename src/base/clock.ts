import { errors } from './errors';

/** The part of an AbortSignal that a sleep needs. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The only source of time. Tests put a virtual one in its place, so that hours of waiting cost nothing. */
export interface Clock {
  /** Milliseconds of a clock that never goes back; for measuring, not for showing. */
  now(): number;
  /** Milliseconds since 1970; for showing a time of day. */
  wallTime(): number;
  /** Resolves after `ms` milliseconds; rejects with CANCELLED as soon as the signal aborts. */
  sleep(ms: number, signal?: Cancellation): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(errors.cancelled());
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(errors.cancelled());
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
