import type { BatchBoard } from '../../upgrade/batch/batchBoard';
import { batchTotals, type BatchTotals } from '../../upgrade/batch/batchSummary';
import type { ChosenFile, UpgradeEvent } from '../../upgrade';
import { afterEvent, type RunState, startedRun } from './runState';

/** Several boards that are upgraded at once, as far as is known now. */
export interface SeveralState {
  /** What firmware was chosen for all of them. */
  readonly chosen: readonly ChosenFile[];
  /** Whether boards that are plugged in meanwhile are taken. */
  readonly takesMore: boolean;
  /** `cutOff`: a reload of the window ended it. */
  readonly course: 'running' | 'stopping' | 'over' | 'cutOff';
  /** In the order in which they came. */
  readonly rows: readonly SeveralRow[];
  /** Numbers of the boards whose details are on show. */
  readonly unfolded: readonly number[];
}

export interface SeveralRow {
  readonly board: BatchBoard;
  /** Of a board whose upgrade was begun, as long as somebody may want to see how far it came. */
  readonly run: RunState | null;
}

/** More boards than pass a table in a day. */
export const MOST_ROWS = 1000;

export type SeveralAction =
  | {
      readonly type: 'severalStarted';
      readonly chosen: readonly ChosenFile[];
      readonly takesMore: boolean;
      /** Whether the panel leads something else at the moment, which stays on show. */
      readonly beside: boolean;
    }
  | { readonly type: 'severalBoard'; readonly board: BatchBoard; readonly at: number }
  | {
      readonly type: 'severalEvent';
      readonly number: number;
      readonly event: UpgradeEvent;
      readonly at: number;
    }
  | { readonly type: 'severalStopping' }
  | { readonly type: 'severalOver' }
  | { readonly type: 'unfolded'; readonly board: number; readonly open: boolean };

export function startedSeveral(chosen: readonly ChosenFile[], takesMore: boolean): SeveralState {
  return { chosen, takesMore, course: 'running', rows: [], unfolded: [] };
}

/** Pure. */
export function afterSeveral(several: SeveralState, action: SeveralAction): SeveralState {
  switch (action.type) {
    case 'severalStarted':
      return startedSeveral(action.chosen, action.takesMore);
    case 'severalBoard':
      return { ...several, rows: withBoard(several.rows, action.board, action.at) };
    case 'severalEvent':
      return {
        ...several,
        rows: several.rows.map((row) =>
          row.board.number === action.number ? afterBoardEvent(row, action.event, action.at) : row,
        ),
      };
    case 'severalStopping':
      return several.course === 'running' ? { ...several, course: 'stopping' } : several;
    case 'severalOver':
      return { ...several, course: 'over' };
    case 'unfolded': {
      const others = several.unfolded.filter((number) => number !== action.board);
      return { ...several, unfolded: action.open ? [...others, action.board] : others };
    }
  }
}

function withBoard(rows: readonly SeveralRow[], board: BatchBoard, at: number): readonly SeveralRow[] {
  const index = rows.findIndex((row) => row.board.number === board.number);
  const next = rowOf(rows[index], board, at);
  return index < 0 ? [...rows, next].slice(-MOST_ROWS) : rows.with(index, next);
}

function rowOf(before: SeveralRow | undefined, board: BatchBoard, at: number): SeveralRow {
  // What went well needs no more than its line: a day's boards would fill the memory.
  if (board.end !== null && isDone(board)) return { board: { ...board, plan: null }, run: null };
  const run = before?.run ?? null;
  return run === null && board.phase === 'upgrading' && board.plan !== null
    ? { board, run: startedRun(board.plan, at) }
    : { board, run };
}

function afterBoardEvent(row: SeveralRow, event: UpgradeEvent, at: number): SeveralRow {
  const { run, board } = row;
  if (run === null || board.plan === null) return row;
  // There is no room for a plot in a row.
  return { board, run: { ...afterEvent(run, board.plan, event, at), samples: [] } };
}

export function isRunning({ course }: SeveralState): boolean {
  return course === 'running' || course === 'stopping';
}

/** Whether nothing is left to do for it. */
export function isDone({ end }: BatchBoard): boolean {
  return end !== null && ['upgraded', 'alreadyThere', 'seenAgain'].includes(end.result);
}

/** Those on the table: all that came last as what they are; one that is done and unplugged has made room. */
export function rowsOnTable({ rows, course }: SeveralState): readonly SeveralRow[] {
  const isLive = course === 'running' || course === 'stopping';
  return rows.filter(
    ({ board }) =>
      board.cameBackAs === null &&
      board.end?.result !== 'seenAgain' &&
      (!isLive || board.isThere || !isDone(board)),
  );
}

/** Boards that wait for somebody's hand now. */
export function handsAwaited(several: SeveralState | null): readonly BatchBoard[] {
  if (several === null || !isRunning(several)) return [];
  return several.rows.map(({ board }) => board).filter(({ wait }) => wait?.kind === 'hand');
}

export function totalsOf({ rows }: SeveralState): BatchTotals {
  return batchTotals(rows.map(({ board }) => board));
}

/** The port is a board's that the batch works with now. */
export function isUnderWay(several: SeveralState | null, port: string): boolean {
  return (
    several !== null &&
    isRunning(several) &&
    several.rows.some(({ board }) => board.port === port && board.phase !== 'ended')
  );
}

/** What stays on show beside something else: a batch that runs, and one that left boards to somebody. */
export function stillOnShow(several: SeveralState | null): SeveralState | null {
  if (several === null || isRunning(several)) return several;
  return several.rows.some(({ board }) => board.end === null || !isDone(board)) ? several : null;
}

/** After a reload nobody works with these boards any more. */
export function cutOff(several: SeveralState | null): SeveralState | null {
  if (several === null || !isRunning(several)) return several;
  return { ...several, course: 'cutOff' };
}
