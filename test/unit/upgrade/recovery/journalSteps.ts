import type { JournalStep } from '../../../../src/upgrade/journal/journalEntry';

/** Steps as recorded in the journal, one per line: identity, kind, number of the image. */
export function journalSteps(
  steps: readonly (readonly [JournalStep['id'], JournalStep['kind'], JournalStep['image']])[],
): readonly JournalStep[] {
  return steps.map(([id, kind, image]) => ({ id, kind, image }));
}
