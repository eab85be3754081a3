import { render } from '../../base/phrase';
import type { BatchBoard } from '../../upgrade/batch/batchBoard';
import { type Shown, shown, shownLines } from '../shown';
import { boardName, fromToText, imeiText, minutesText, RESULTS } from './boardText';
import { totalsText } from './summaryText';

const BAR_LETTERS = 16;
const GAP = '  ';
/** What a column needs at least; the port and what is done now get what is left. */
const LEAST_NOW = 12;

type Row = readonly string[];
const HEADS: Row = ['', 'Port', 'Board', 'IMEI', 'From → to', '', 'Left', 'Now'];

/**
 * All boards that are plugged in or under way, one line each, and below them whose power must be cut now.
 * @param now milliseconds since 1970
 * @param columns letters in a line
 */
export function batchTable(boards: readonly BatchBoard[], now: number, columns: number): Shown {
  const rows = boards.filter(isOnTable).map((board) => rowOf(board, now));
  const table = rows.length === 0 ? [] : aligned([HEADS, ...rows], columns);
  const asked = boards.filter(({ wait }) => wait?.kind === 'hand');
  return shownLines([
    ...table.map((line) => shown`${line}`),
    ...askedLines(asked, now).flatMap((line) => wrapped(line, columns).map((each) => shown`${each}`)),
    shown`${cut(totalsText(boards), columns)}`,
  ]);
}

/** A board that is done and unplugged has had its line above the table. */
function isOnTable({ isThere, phase, end }: BatchBoard): boolean {
  return phase !== 'ended' || (isThere && end?.result !== 'seenAgain');
}

function rowOf(board: BatchBoard, now: number): Row {
  const { number, port, sysname, remainingSeconds, phase } = board;
  return [
    String(number),
    port,
    sysname ?? '',
    imeiText(board),
    fromToText(board),
    phase === 'upgrading' ? bar(board.fraction) : '',
    remainingSeconds === null ? '' : minutesText(remainingSeconds),
    nowText(board, now),
  ];
}

function nowText({ end, wait, stopping, doing, phase }: BatchBoard, now: number): string {
  if (end !== null) return RESULTS[end.result];
  if (wait?.kind === 'hand') return `is waiting for you, ${minutesText((now - wait.since) / 1000)}`;
  const what = phase === 'waiting' ? 'is waiting for its turn' : doing === null ? '' : render(doing);
  if (stopping !== null) return `will stop at the next safe point: ${what}`;
  return wait === null ? what : `${what}: ${render(wait.reason)}`;
}

/** What is asked of hands, each once, and at which boards. */
function askedLines(boards: readonly BatchBoard[], now: number): string[] {
  const requests = new Map<string, string[]>();
  for (const board of boards) {
    const { wait } = board;
    if (wait === null) continue;
    const request = render(wait.reason);
    const since = minutesText((now - wait.since) / 1000);
    requests.set(request, [...(requests.get(request) ?? []), `${boardName(board).text} (for ${since} now)`]);
  }
  return [...requests].map(([request, names]) => `>> ${names.join(', ')}: ${request}`);
}

function bar(fraction: number): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_LETTERS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_LETTERS - full)} ${String(Math.floor(fraction * 100)).padStart(3)} %`;
}

/** The last column gets what is left; where that is too little, the bar goes first, then the board's name. */
function aligned(rows: readonly Row[], columns: number): string[] {
  for (const left of [[], [5], [5, 2], [5, 2, 6]]) {
    const kept = rows.map((row) => row.filter((_, index) => !left.includes(index)));
    const widths = widthsOf(kept);
    const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
    if (columns - before >= LEAST_NOW || left.length === 3)
      return kept.map((row) => cut(row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(GAP), columns));
  }
  return [];
}

function widthsOf(rows: readonly Row[]): number[] {
  const [first = []] = rows;
  return first.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
}

function cut(text: string, columns: number): string {
  const line = text.trimEnd();
  return line.length <= columns ? line : `${line.slice(0, Math.max(0, columns - 1))}…`;
}

/** Whole, in as many lines as it needs: it is what somebody has to do. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(cut(word, columns));
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
