import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { count, fittedJson, listOf, type Schema, text } from '../../base/schema';
import { upgradeErrors } from '../errors';
import { BOARD } from './entryText';
import type { JournalBoard } from './journalEntry';
import type { Processes, ProcessMark } from './processes';
import type { RecordStorage } from './recordStorage';
import { compareBoards } from './sameBoard';

/** What a rehearsal may have left on a board, from before its first check on. It wrote nothing to the modem. */
export interface RehearsalEntry {
  readonly id: string;
  /** Time of day, ms since 1970. */
  readonly begunAt: number;
  readonly writer: ProcessMark;
  readonly board: JournalBoard;
  /** Paths of our files that are, or may be, on the board. */
  readonly files: readonly string[];
  /** Whether the port was led to the modem, which only the power ends. */
  readonly mirroring: boolean;
  /** Whether it came to its end, and could not put all back. */
  readonly ended: boolean;
}

const NAME = /^rehearsal-([0-9a-f-]{36})\.json$/;
const VERSION = 1;
const MOST_FILES = 16;

const ENTRY: Schema<RehearsalEntry & { readonly version: number }> = v.object({
  version: v.literal(VERSION),
  id: v.pipe(text, v.regex(/^[0-9a-f-]{36}$/)),
  begunAt: count,
  writer: v.object({ pid: count, started: text }),
  board: BOARD,
  files: listOf(text, MOST_FILES),
  mirroring: v.boolean(),
  ended: v.boolean(),
});

export interface RehearsalRecordsParts {
  readonly storage: RecordStorage;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Which rehearsals left something on a board, so that the next start says what to do about it. Records of their own: an upgrade
 * that was begun is another matter. What cannot be kept costs that advice, and nothing else: nothing here rejects.
 */
export class RehearsalRecords {
  private readonly parts: RehearsalRecordsParts;

  constructor(parts: RehearsalRecordsParts) {
    this.parts = parts;
  }

  /**
   * Takes over what earlier rehearsals left on this board.
   * @param mirrored whether the board is found in MIRROR mode
   */
  async begin(board: JournalBoard, mirrored: boolean): Promise<RehearsalRecord> {
    const { processes, clock } = this.parts;
    const earlier = await this.of(board);
    const entry: RehearsalEntry = {
      id: randomUUID(),
      begunAt: clock.wallTime(),
      writer: await processes.self(),
      board,
      files: [...new Set(earlier.flatMap(({ files }) => files))],
      mirroring: mirrored && earlier.some(({ mirroring }) => mirroring),
      ended: false,
    };
    await this.keep(entry);
    for (const { id } of earlier) await this.forget(id);
    return new RehearsalRecord(entry, {
      keep: (changed) => this.keep(changed),
      prove: (trial) => this.prove(trial),
    });
  }

  /** Those that left something and do not run any more, oldest first. */
  async interrupted(): Promise<RehearsalEntry[]> {
    const { storage, processes, logger } = this.parts;
    const found: RehearsalEntry[] = [];
    try {
      for (const name of (await storage.list()).filter((each) => NAME.test(each))) {
        const entry = fittedJson(ENTRY, (await storage.read(name)) ?? '');
        if (entry === undefined || nameOf(entry.id) !== name) continue;
        if (entry.ended || (await processes.lifeOf(entry.writer, entry.begunAt)) !== 'runs')
          found.push(entry);
      }
    } catch (error) {
      logger.warn(`the records of rehearsals cannot be read: ${String(error)}`);
    }
    return found.sort((one, other) => one.begunAt - other.begunAt);
  }

  /** Those of this board, as far as can be told. */
  async of(board: JournalBoard): Promise<RehearsalEntry[]> {
    return (await this.interrupted()).filter((entry) => compareBoards(entry.board, board) !== 'another');
  }

  /** The board was seen at its prompt, or an upgrade begins on it: nobody is to cut its power for a rehearsal any more. */
  async mirrorsNoMore(board: JournalBoard): Promise<void> {
    for (const entry of await this.of(board)) await this.keep({ ...entry, mirroring: false });
  }

  /** @throws JOURNAL_UNWRITABLE */
  private async prove(trial: RehearsalEntry): Promise<void> {
    const { storage } = this.parts;
    const name = `${nameOf(trial.id)}.trial`;
    try {
      await storage.write(name, textOf(trial));
      const there = await storage.read(name);
      await storage.remove(name);
      if (there !== textOf(trial)) throw new Error('what was written is read back as something else');
    } catch (error) {
      throw upgradeErrors.journalUnwritable(error);
    }
  }

  private async forget(id: string): Promise<void> {
    try {
      await this.parts.storage.remove(nameOf(id));
    } catch (error) {
      this.parts.logger.warn(`the record of a rehearsal cannot be removed: ${String(error)}`);
    }
  }

  /** Keeps what is still to be put back; a record of nothing is removed. */
  private async keep(entry: RehearsalEntry): Promise<void> {
    const { storage, logger } = this.parts;
    try {
      if (entry.files.length === 0 && !entry.mirroring) await storage.remove(nameOf(entry.id));
      else await storage.write(nameOf(entry.id), textOf(entry));
    } catch (error) {
      logger.warn(`the record of a rehearsal cannot be kept: ${String(error)}`);
    }
  }
}

/** The record of one rehearsal while it goes on. */
export class RehearsalRecord {
  private entry: RehearsalEntry;
  private readonly parts: RehearsalRecordParts;

  constructor(entry: RehearsalEntry, parts: RehearsalRecordParts) {
    this.entry = entry;
    this.parts = parts;
  }

  get files(): readonly string[] {
    return this.entry.files;
  }

  /** Called before something is put on the board, and after it was put back. */
  async note(left: Partial<Pick<RehearsalEntry, 'files' | 'mirroring' | 'ended'>>): Promise<void> {
    this.entry = { ...this.entry, ...left };
    await this.parts.keep(this.entry);
  }

  /** Shows that what an upgrade does could be written down. @throws JOURNAL_UNWRITABLE */
  prove(): Promise<void> {
    return this.parts.prove(this.entry);
  }
}

interface RehearsalRecordParts {
  readonly keep: (entry: RehearsalEntry) => Promise<void>;
  readonly prove: (trial: RehearsalEntry) => Promise<void>;
}

function textOf(entry: RehearsalEntry): string {
  return `${JSON.stringify({ version: VERSION, ...entry })}\n`;
}

function nameOf(id: string): string {
  return `rehearsal-${id}.json`;
}
