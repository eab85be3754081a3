import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { type Phrase, phrase } from '../../base/phrase';
import type { StepAction } from '../plan';
import type { UpgradeReport } from '../report';
import type { JournalEntry } from './journalEntry';

export interface RunRecordParts {
  readonly clock: Clock;
  readonly logger: Logger;
  keep(entry: JournalEntry): Promise<void>;
  forget(): Promise<void>;
}

/** The journal's page of one run, kept up to date while it goes on. None of its calls rejects. */
export class RunRecord {
  private readonly parts: RunRecordParts;
  private entry: JournalEntry;

  constructor(entry: JournalEntry, parts: RunRecordParts) {
    this.entry = entry;
    this.parts = parts;
  }

  get board(): JournalEntry['board'] {
    return this.entry.board;
  }

  get id(): string {
    return this.entry.id;
  }

  /**
   * Called before a step begins.
   * @returns what the user must know, when it could not be written down; undefined when all is well
   */
  async step(index: number, action: StepAction): Promise<Phrase | undefined> {
    this.entry = {
      ...this.entry,
      current: index,
      currentSince: this.parts.clock.wallTime(),
      mayHaveChanged: this.entry.mayHaveChanged || mayChangeModem(action),
    };
    return this.write(() => this.parts.keep(this.entry));
  }

  /** One that went well, or that left the modem as it was, is forgotten; any other waits to be continued. */
  async end({ outcome, modemState }: UpgradeReport): Promise<Phrase | undefined> {
    if (modemState === 'upgraded' || modemState === 'untouched') return this.write(() => this.parts.forget());
    this.entry = { ...this.entry, end: { at: this.parts.clock.wallTime(), outcome, modemState } };
    return this.write(() => this.parts.keep(this.entry));
  }

  /** A modem under way must not suffer from a full disk: the upgrade goes on. */
  private async write(work: () => Promise<void>): Promise<Phrase | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      this.parts.logger.warn(`the journal cannot be written: ${String(error)}`);
      return phrase(
        'What the upgrade does can no longer be written down; after a crash the next start would not know of it.',
      );
    }
  }
}

/** Whether the modem's firmware may be another one after the step has begun. */
function mayChangeModem(action: StepAction): boolean {
  if (action.kind === 'transfer') return action.way === 'ON_THE_FLY';
  // In recovery the board may replace the factory's bootrom.
  if (action.kind === 'enterMirror') return action.recovery;
  // A modem in its updater is not as it was, as the report says, too: it may stay there.
  return ['bootUpdater', 'loadUpdater', 'apply', 'leaveUpdater', 'runOnBoard'].includes(action.kind);
}
