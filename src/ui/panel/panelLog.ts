import type { Phrase } from '../../base/phrase';

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'detail' | 'info' | 'warning';
  readonly text: Phrase;
}

/** The newest lines, and how many were let go before them. */
export interface PanelLog {
  /** Tells one upgrade's log from the next one's. */
  readonly number: number;
  readonly dropped: number;
  readonly lines: readonly LogLine[];
}

/** More lines than a whole upgrade writes. There must be a limit, because the log is kept and sent to the panel. */
export const MOST_LINES = 1000;

export function nextLog({ number }: PanelLog): PanelLog {
  return { number: number + 1, dropped: 0, lines: [] };
}

export function withLine(log: PanelLog, line: LogLine): PanelLog {
  const lines = [...log.lines, line];
  const excess = Math.max(0, lines.length - MOST_LINES);
  return { ...log, dropped: log.dropped + excess, lines: lines.slice(excess) };
}
