import type { BatchBoard, BatchResult } from './batchBoard';

export type BatchTotals = Readonly<Record<Exclude<BatchResult, 'seenAgain'> | 'underWay', number>>;

/** How many boards ended how. A board that came several times counts once, as it ended last. */
export function batchTotals(boards: readonly BatchBoard[]): BatchTotals {
  const totals = {
    upgraded: 0,
    alreadyThere: 0,
    needsYou: 0,
    failed: 0,
    unknown: 0,
    cancelled: 0,
    underWay: 0,
  };
  for (const { end, cameBackAs } of boards) {
    if (cameBackAs !== null || end?.result === 'seenAgain') continue;
    totals[end === null ? 'underWay' : end.result]++;
  }
  return totals;
}

/** Whether an upgrade of any board was begun, or is not needed. */
export function anyBegun(boards: readonly BatchBoard[]): boolean {
  return boards.some(({ end }) => end !== null && (end.report !== null || end.result === 'alreadyThere'));
}
