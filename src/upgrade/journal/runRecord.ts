import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { type Phrase, phrase } from '../../base/phrase';
import { upgradeErrors } from '../errors';
import { type StepAction, stepKind } from '../steps/steps';
import { secondHalfDue } from '../recovery/standing';
import type { UpgradeReport } from '../report';
import type { JournalEntry } from './journalEntry';

export interface RunRecordDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  keep(entry: JournalEntry): Promise<void>;
  forget(): Promise<void>;
}

/** What may go on without the run. */
export interface AtEnd {
  /** Whether the board's own tool was begun, and nobody has seen it end. */
  readonly toolMayBeAtWork: boolean;
  /** As of `JournalEntry`. */
  readonly installing: boolean;
}

/** The journal's page of one run, kept up to date while it goes on. */
export class RunRecord {
  private readonly parts: RunRecordDeps;
  private entry: JournalEntry;

  constructor(entry: JournalEntry, parts: RunRecordDeps) {
    this.entry = entry;
    this.parts = parts;
  }

  get board(): JournalEntry['board'] {
    return this.entry.board;
  }

  /** What was begun, and the step it is at. */
  get begun(): JournalEntry {
    return this.entry;
  }

  get id(): string {
    return this.entry.id;
  }

  /**
   * Called before a step begins.
   * @param installing as of `JournalEntry`, at this moment
   * @returns what the user must know, when it could not be written down; undefined when all is well
   * @throws JOURNAL_UNWRITABLE before the first step that writes to the modem: the record would go on saying that nothing
   * was. Behind it nothing ends the upgrade any more
   */
  async step(index: number, action: StepAction, installing: boolean): Promise<Phrase | undefined> {
    const before = this.entry;
    const writesFirst = !before.mayHaveChanged && stepKind(action).writesToModem(action);
    this.entry = {
      ...before,
      current: index,
      currentSince: this.parts.clock.wallTime(),
      mayHaveChanged: before.mayHaveChanged || writesFirst,
      toolAtWork: stepKind(action).startsTool(action),
      installing,
    };
    try {
      await this.parts.keep(this.entry);
      return undefined;
    } catch (error) {
      if (!writesFirst) return this.unwritten(error);
      this.entry = before;
      throw upgradeErrors.journalUnwritable(error);
    }
  }

  /**
   * One that went well, or that left the modem as it was, is forgotten; any other waits to be continued. Never rejects.
   * @returns as `step`
   */
  async end(
    { outcome, modemState, after }: UpgradeReport,
    { toolMayBeAtWork, installing }: AtEnd,
  ): Promise<Phrase | undefined> {
    const { board } = this.entry;
    const end = { at: this.parts.clock.wallTime(), outcome, modemState };
    // A modem in recovery does not tell its number; the board is recognised by it from now on.
    const imei = board.imei ?? after?.imei ?? null;
    this.entry = { ...this.entry, board: { ...board, imei }, toolAtWork: toolMayBeAtWork, installing, end };
    const isOver = modemState === 'upgraded' || (modemState === 'untouched' && !this.hasGivenFirstHalf);
    try {
      await (isOver ? this.parts.forget() : this.parts.keep(this.entry));
      return undefined;
    } catch (error) {
      return this.unwritten(error);
    }
  }

  /** One that ran 39529 before runs it again after the first half of a pair, and looks as it did. */
  private get hasGivenFirstHalf(): boolean {
    return (secondHalfDue(this.entry) ?? 0) > 0;
  }

  /** A modem under way must not suffer from a full disk: the upgrade goes on. */
  private unwritten(error: unknown): Phrase {
    this.parts.logger.warn(`the journal cannot be written: ${String(error)}`);
    return phrase(
      'The progress of the upgrade can no longer be logged. After a crash, the next start wouldn’t know about it.',
    );
  }
}
