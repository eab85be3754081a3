import type { Clock } from './clock';

interface Pace {
  /** Milliseconds between an answer and the next question. */
  readonly everyMs: number;
  /** Milliseconds after which no other question is asked. */
  readonly limitMs: number;
}

/**
 * Asks, and asks again every `everyMs` until there is an answer. It asks at least once, also where `limitMs` is 0.
 * @returns the answer; undefined when there was none within `limitMs`
 * @throws CANCELLED, and what `ask` throws
 */
export async function poll<T>(
  clock: Clock,
  { everyMs, limitMs }: Pace,
  signal: AbortSignal,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const end = clock.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || clock.now() >= end) return answer;
    await clock.sleep(everyMs, signal);
  }
}
