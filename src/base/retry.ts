/**
 * Tries, and tries again until something comes of it.
 * @param attempt gets the number of the try, from 1
 * @returns what came of the last try: undefined when nothing did in `tries` of them
 * @throws what `attempt` throws
 */
export async function retry<T>(
  tries: number,
  attempt: (number: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let number = 1; number <= tries; number++) {
    const outcome = await attempt(number);
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}
