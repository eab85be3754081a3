import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { type Phrase, phrase } from '../../base/phrase';
import { upgradeErrors } from '../errors';
import type { FactOf, Facts } from '../facts/fact';
import type { FactList } from '../facts/factList';
import { mayHaveChanged, modemNumber } from '../facts/whatFollows';
import { type StepAction, stepKind } from '../steps/steps';
import { secondHalfDue } from '../recovery/standing';
import type { UpgradeReport } from '../report';
import type { JournalEntry } from './journalEntry';
import { keptFacts } from './journalFacts';

export interface RunRecordDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  keep(entry: JournalEntry): Promise<void>;
  forget(): Promise<void>;
}

/** The journal's page of one run, kept up to date while it goes on. */
export class RunRecord {
  private readonly parts: RunRecordDeps;
  private readonly facts: FactList;
  private entry: JournalEntry;

  constructor(entry: JournalEntry, facts: FactList, parts: RunRecordDeps) {
    this.entry = entry;
    this.facts = facts;
    this.parts = parts;
  }

  get board(): JournalEntry['board'] {
    return this.entry.board;
  }

  /** What was begun, and what has happened since. */
  get begun(): JournalEntry {
    return this.with([]);
  }

  get id(): string {
    return this.entry.id;
  }

  /**
   * Called before a step begins.
   * @returns what the user must know, when it could not be written down; undefined when all is well
   * @throws JOURNAL_UNWRITABLE before the first step that writes to the modem: the record would go on saying that nothing
   * was. Behind it nothing ends the upgrade any more
   */
  async step(index: number, action: StepAction): Promise<Phrase | undefined> {
    const kind = stepKind(action);
    const announced: FactOf<'stepAnnounced'> = {
      kind: 'stepAnnounced',
      step: index,
      at: this.parts.clock.wallTime(),
      writes: kind.writesToModem(action),
      startsTool: kind.startsTool(action),
    };
    const writesFirst = announced.writes && !mayHaveChanged(this.facts.all);
    try {
      await this.parts.keep(this.with([announced]));
      this.facts.append(announced);
      return undefined;
    } catch (error) {
      if (writesFirst) throw upgradeErrors.journalUnwritable(error);
      this.facts.append(announced);
      return this.unwritten(error);
    }
  }

  /** In the middle of a step. Never rejects. @returns as `step` */
  async keep(): Promise<Phrase | undefined> {
    try {
      await this.parts.keep(this.begun);
      return undefined;
    } catch (error) {
      return this.unwritten(error);
    }
  }

  private with(more: Facts): JournalEntry {
    return { ...this.entry, facts: keptFacts([...this.facts.all, ...more]) };
  }

  /**
   * One that went well, or that left the modem as it was, is forgotten; any other waits to be continued. Never rejects.
   * @returns as `step`
   */
  async end({ outcome, modemState, after }: UpgradeReport): Promise<Phrase | undefined> {
    const { board } = this.entry;
    // A modem in recovery does not tell its number; the board is recognised by it from now on.
    const imei = board.imei ?? after?.imei ?? modemNumber(this.facts.all);
    this.entry = { ...this.entry, board: { ...board, imei } };
    this.facts.append({ kind: 'ended', at: this.parts.clock.wallTime(), outcome, modemState });
    const isOver = modemState === 'upgraded' || (modemState === 'untouched' && !this.hasGivenFirstHalf);
    try {
      await (isOver ? this.parts.forget() : this.parts.keep(this.begun));
      return undefined;
    } catch (error) {
      return this.unwritten(error);
    }
  }

  /** One that ran 39529 before runs it again after the first half of a pair, and looks as it did. */
  private get hasGivenFirstHalf(): boolean {
    return (secondHalfDue(this.begun) ?? 0) > 0;
  }

  /** A modem under way must not suffer from a full disk: the upgrade goes on. */
  private unwritten(error: unknown): Phrase {
    this.parts.logger.warn(`the journal cannot be written: ${String(error)}`);
    return phrase(
      'The progress of the upgrade can no longer be logged. After a crash, the next start wouldn’t know about it.',
    );
  }
}
