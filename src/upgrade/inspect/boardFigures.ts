import * as v from 'valibot';
import type { Logger } from '../../base/logger';
import { count, fitted, type Schema, text } from '../../base/schema';
import type { RecordStorage } from '../journal/recordStorage';
import type { BoardFinding, ModemFinding } from './finding';

/** What rehearsals measured on one board, each by the last that did; null for what none did. */
export interface BoardFigures {
  /** Time of day of the last of them, ms since 1970. */
  readonly measuredAt: number;
  /** Milliseconds until the modem answers a question in MIRROR mode; half of the answers were faster. */
  readonly answerMs: number | null;
  /** Bits per second at which files can be copied over the REPL, and the bytes per second that came of it. */
  readonly copyBaud: number | null;
  readonly copyBytesPerSecond: number | null;
  readonly ftpBytesPerSecond: number | null;
  /** Bytes of the largest burst in MIRROR mode that lost nothing; 0 if each lost something. */
  readonly burstBytes: number | null;
}

const figure = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0)));

export const BOARD_FIGURES: Schema<BoardFigures> = v.object({
  measuredAt: count,
  answerMs: figure,
  copyBaud: figure,
  copyBytesPerSecond: figure,
  ftpBytesPerSecond: figure,
  burstBytes: figure,
});

const RECORD = 'board-figures';
/** Boards remembered; those that were measured longest ago are forgotten. */
const MOST_BOARDS = 100;
const NOTHING: BoardFigures = {
  measuredAt: 0,
  answerMs: null,
  copyBaud: null,
  copyBytesPerSecond: null,
  ftpBytesPerSecond: null,
  burstBytes: null,
};

type Row = readonly [board: string, figures: BoardFigures];
const ROW: Schema<Row> = v.strictTuple([text, BOARD_FIGURES]);

/**
 * The figures of every board that was rehearsed on, so that its next plan goes by them. What cannot be read or kept costs the next
 * plan its exactness, and nothing else: nothing here rejects.
 */
export class MeasuredBoards {
  private readonly storage: RecordStorage;
  private readonly logger: Logger;

  constructor(storage: RecordStorage, logger: Logger) {
    this.storage = storage;
    this.logger = logger;
  }

  async of(finding: BoardFinding | ModemFinding): Promise<BoardFigures | undefined> {
    return (await this.read()).get(keyOf(finding));
  }

  async remember(
    finding: BoardFinding | ModemFinding,
    measured: Partial<BoardFigures> & Pick<BoardFigures, 'measuredAt'>,
  ): Promise<void> {
    try {
      const boards = await this.read();
      const key = keyOf(finding);
      const figures = { ...(boards.get(key) ?? NOTHING), ...measured };
      boards.delete(key);
      boards.set(key, figures);
      await this.storage.write(RECORD, JSON.stringify([...boards].slice(-MOST_BOARDS)));
    } catch (error) {
      this.logger.warn(`what was measured on the board was not remembered: ${String(error)}`);
    }
  }

  private async read(): Promise<Map<string, BoardFigures>> {
    try {
      const rows: unknown = JSON.parse((await this.storage.read(RECORD)) ?? '[]');
      if (!Array.isArray(rows)) return new Map();
      return new Map(rows.map((row) => fitted(ROW, row)).filter((row) => row !== undefined));
    } catch (error) {
      this.logger.warn(`what was measured on boards was not read: ${String(error)}`);
      return new Map();
    }
  }
}

/** A board is known by its modem's IMEI or its module's own number; where it tells neither, by its port. */
function keyOf(finding: BoardFinding | ModemFinding): string {
  const uniqueId = finding.kind === 'board' ? finding.board.uniqueId : null;
  return finding.modem.imei ?? uniqueId ?? finding.port;
}
