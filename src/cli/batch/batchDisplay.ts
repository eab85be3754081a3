import { render } from '../../base/phrase';
import type { BatchBoard } from '../../upgrade/batch/batchBoard';
import { batchTotals } from '../../upgrade/batch/batchSummary';
import { isLongWait, type UpgradeEvent } from '../../upgrade';
import type { CommandContext } from '../commandContext';
import { type Shown, shown, shownLines } from '../shown';
import { waitText } from '../tellWait';
import { batchTable } from './batchTable';
import { boardName, commandText, fromToText } from './boardText';
import { endLines, summaryText } from './summaryText';

/** Shows a batch as it goes on. */
export interface BatchDisplay {
  onBoard(board: BatchBoard, boards: readonly BatchBoard[]): void;
  onEvent(board: BatchBoard, event: UpgradeEvent): void;
  /** Called about once a second: what only time changes. */
  tick(boards: readonly BatchBoard[]): void;
  end(boards: readonly BatchBoard[]): void;
}

/** For scripts: the events of `run` with the board's port in each, one event for each change of a board, and at last the summary. */
export function jsonBatch({ emit }: CommandContext): BatchDisplay {
  const told = new Map<number, string>();
  return {
    onBoard(board) {
      const value = boardJson(board);
      const text = JSON.stringify(value);
      if (told.get(board.number) === text) return;
      told.set(board.number, text);
      emit({ type: 'board', ...value });
    },
    onEvent: ({ number, port }, event) => emit({ ...event, board: number, port }),
    tick: () => undefined,
    end: (boards) =>
      emit({ type: 'summary', totals: batchTotals(boards), boards: boards.map((board) => boardJson(board)) }),
  };
}

/** What a script learns of a board; its progress is in the events. */
function boardJson(board: BatchBoard): object {
  const { number, port, isThere, sysname, imei, from, to, phase, end, cameBackAs } = board;
  return {
    board: number,
    port,
    isThere,
    sysname,
    imei,
    from: from === null ? null : render(from),
    to,
    phase,
    result: end?.result ?? null,
    message: end?.sentence ?? null,
    remedy: end?.remedy ?? null,
    command: end?.command ? commandText(end.command) : null,
    cameBackAs,
  };
}

/** For people at a terminal: a table in place, and above it one line for each board that ended. */
export function tableBatch({ terminal, clock }: CommandContext): BatchDisplay {
  const draw = (boards: readonly BatchBoard[]): void =>
    terminal.draw((columns) => batchTable(boards, clock.wallTime(), columns));
  const told = new Set<number>();
  return {
    onBoard(board, boards) {
      if (board.end !== null && !told.has(board.number)) {
        told.add(board.number);
        terminal.out(shownLines(endLines(board)));
      }
      draw(boards);
    },
    onEvent(board, event) {
      if (event.type === 'notice' && event.level === 'warning')
        terminal.out(shown`${boardName(board)}: ${event.text}\n`);
      if (event.type === 'cancelling') terminal.out(shown`${boardName(board)}: ${event.reason}\n`);
    },
    tick: draw,
    end(boards) {
      terminal.draw(null);
      terminal.out(shown`\n${summaryText(boards)}`);
    },
  };
}

/** Without a terminal: a line for whatever happens, each with its board. */
export function linesBatch({ terminal, clock }: CommandContext): BatchDisplay {
  const told = new Map<number, BatchBoard['phase']>();
  const say = (board: BatchBoard, text: Shown): void => terminal.out(shown`${boardName(board)}: ${text}\n`);
  return {
    onBoard(board) {
      if (told.get(board.number) === board.phase) return;
      told.set(board.number, board.phase);
      if (board.phase === 'upgrading') say(board, shown`${fromToText(board)}, upgrade started.`);
      if (board.phase === 'reading') say(board, shown`reading the board and its modem.`);
      if (board.phase === 'ended') terminal.out(shownLines(endLines(board)));
    },
    onEvent(board, event) {
      const text = eventText(board, event, clock.wallTime());
      if (text) say(board, text);
    },
    tick: () => undefined,
    end: (boards) => terminal.out(shown`\n${summaryText(boards)}`),
  };
}

function eventText({ plan }: BatchBoard, event: UpgradeEvent, now: number): Shown | undefined {
  switch (event.type) {
    case 'step': {
      const place = `${event.index + 1}/${plan?.steps.length ?? '?'}`;
      const title = plan?.steps[event.index]?.title ?? '';
      if (event.state === 'started') return shown`${place} ${title}`;
      return event.state === 'skipped' ? shown`${place} skipped: ${event.reason}` : undefined;
    }
    case 'wait':
      if (event.kind === 'hand') return shown`>> ${waitText(event)}`;
      return isLongWait(event, now) ? waitText(event) : undefined;
    case 'notice':
      return event.level === 'detail' ? undefined : shown`${event.text}`;
    case 'cancelling':
      return shown`${event.reason}`;
    case 'moved':
      return shown`The board is now at ${event.port}.`;
    case 'plan':
    case 'progress':
    case 'report':
      return undefined;
  }
}
