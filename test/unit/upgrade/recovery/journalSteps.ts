import type { JournalStep } from '../../../../src/upgrade/journal/journalEntry';

/** Steps as a journal holds them, a line each: identity, kind, number of the image. */
export function journalSteps(
  steps: readonly (readonly [JournalStep['id'], JournalStep['kind'], JournalStep['image']])[],
): readonly JournalStep[] {
  return steps.map(([id, kind, image]) => ({ id, kind, image }));
}
