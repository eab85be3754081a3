import { render } from '../../base/phrase';
import type { BatchBoard, BatchResult } from '../../upgrade/batch/batchBoard';
import { batchTotals, type BatchTotals } from '../../upgrade/batch/batchSummary';
import { durationText } from '../../base/duration';
import { type Shown, shown, shownLines } from '../shown';
import { boardName, commandText, fromToText, RESULTS } from './boardText';

const TOTALS: Readonly<Record<keyof BatchTotals, string>> = {
  upgraded: 'upgraded',
  alreadyThere: 'already there',
  failed: 'failed',
  unknown: 'failed, state unknown',
  needsYou: 'need you',
  cancelled: 'cancelled',
  underWay: 'under way',
};

/** `5 boards: 3 upgraded, 1 failed, 1 under way.` */
export function totalsText(boards: readonly BatchBoard[]): string {
  const totals = batchTotals(boards);
  const parts = Object.entries(TOTALS).flatMap(([key, name]) => {
    const count = totals[key as keyof BatchTotals];
    return count === 0 ? [] : [`${count} ${name}`];
  });
  const all = Object.values(totals).reduce((sum, each) => sum + each, 0);
  if (all === 0) return 'No board yet. Plug one in, or press Ctrl-C to end.';
  return `${all} ${all === 1 ? 'board' : 'boards'}: ${parts.join(', ')}.`;
}

const IN_ORDER: readonly BatchResult[] = [
  'upgraded',
  'alreadyThere',
  'cancelled',
  'needsYou',
  'failed',
  'unknown',
];

/** What became of each board, those last that are left to somebody, each with the one thing to do. */
export function summaryText(boards: readonly BatchBoard[]): Shown {
  const last = boards.filter(({ cameBackAs }) => cameBackAs === null);
  const lines = IN_ORDER.flatMap((result) =>
    last.filter(({ end }) => end?.result === result).flatMap((board) => endLines(board)),
  );
  return shownLines([...lines, shown`${totalsText(boards)}`]);
}

/** How one board ended, and what to do about it. */
export function endLines(board: BatchBoard): readonly Shown[] {
  const { end } = board;
  if (end === null) return [];
  const { result, report, sentence, remedy, command } = end;
  const took = report === null ? '' : ` (${durationText(report.seconds)})`;
  const way = fromToText(board);
  const isWell = result === 'upgraded' || result === 'seenAgain';
  return [
    shown`${boardName(board)}${way === '' ? '' : `  ${way}`}: ${RESULTS[result]}${took}${isWell ? '.' : `. ${render(sentence)}`}`,
    ...(remedy === null ? [] : [shown`    Next: ${remedy}`]),
    ...(command === null ? [] : [shown`    ${commandText(command)}`]),
  ];
}
