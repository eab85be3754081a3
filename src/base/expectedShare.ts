/** What may be shown as done when the expected time is over, and what the rest of the bar is for: it may take longer. */
const AT_EXPECTED_TIME = 0.9;

/**
 * How far something is that only its time tells of: it moves on all the time, slower once the expected time is over, and never
 * reaches the end.
 * @param elapsed seconds since it began
 * @param expected seconds that it takes as a rule
 * @returns 0 to less than 1
 */
export function expectedShare(elapsed: number, expected: number): number {
  if (elapsed <= 0 || expected <= 0) return 0;
  if (elapsed <= expected) return (AT_EXPECTED_TIME * elapsed) / expected;
  return AT_EXPECTED_TIME + (1 - AT_EXPECTED_TIME) * (1 - expected / elapsed) * AT_EXPECTED_TIME;
}
