import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { Phrase } from '../../base/phrase';
import { codeOf } from '../../base/thrown';
import { upgradeErrors } from '../errors';
import type { UpgradePlan } from '../plan/plan';
import type { UpgradeReport } from '../report';
import type { Whereabouts } from '../inspect/knownPorts';
import type { FactList } from '../facts/factList';
import { currentStep, endOf } from '../facts/whatFollows';
import { secondHalfDue } from '../recovery/standing';
import { STEPS } from '../steps/steps';
import { beginEntry } from './beginEntry';
import { entryText, parseEntry, readableText } from './entryText';
import type { JournalEntry } from './journalEntry';
import type { Processes } from './processes';
import { compareBoards } from './sameBoard';
import type { RecordStorage } from './recordStorage';
import type { JournalFact } from './journalFacts';
import { RunRecord } from './runRecord';

const NAME = /^upgrade-([0-9a-f-]{36})\.json$/;
const ASIDE = 'aside-';

export interface JournalDeps {
  readonly storage: RecordStorage;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What survives a crash: the upgrades that were started and are unfinished. */
export class Journal {
  private readonly parts: JournalDeps;

  constructor(parts: JournalDeps) {
    this.parts = parts;
  }

  /**
   * Writes down what is about to be begun.
   * @param facts of the run, to which its record adds what it announces
   * @throws JOURNAL_UNWRITABLE; nothing may be begun that cannot be remembered
   */
  async begin(plan: UpgradePlan, here: Whereabouts, facts: FactList): Promise<RunRecord> {
    const { storage, processes, clock, logger } = this.parts;
    const writer = await processes.self();
    const entry = beginEntry(randomUUID(), clock.wallTime(), writer, plan, here, facts.all);
    try {
      await storage.write(nameOf(entry.id), readableText(entry));
    } catch (error) {
      // One that is written too late must not tell of an upgrade that was never begun.
      await this.forget(entry.id);
      throw upgradeErrors.journalUnwritable(error);
    }
    return new RunRecord(entry, facts, {
      clock,
      logger,
      keep: (changed) => storage.write(nameOf(changed.id), entryText(changed)),
      forget: () => storage.remove(nameOf(entry.id)),
    });
  }

  /** Every unfinished upgrade that isn't running any more and whose record can be read, oldest first. Never rejects. */
  async unfinished(): Promise<JournalEntry[]> {
    return this.notRunning((await this.readAll()).entries);
  }

  /**
   * The same before a board is interrupted: each of them.
   * @throws JOURNAL_UNREADABLE, since one that nobody can read may be of a board that is at work on its modem
   */
  async allUnfinished(): Promise<JournalEntry[]> {
    const { entries, trouble } = await this.readAll();
    if (trouble !== undefined) throw upgradeErrors.journalUnreadable(this.parts.storage.folder, trouble);
    return this.notRunning(entries);
  }

  private async notRunning(entries: readonly JournalEntry[]): Promise<JournalEntry[]> {
    const ended: JournalEntry[] = [];
    for (const entry of entries)
      if (endOf(entry.facts) !== null || (await this.wasCutOff(entry))) ended.push(entry);
    return ended.sort((one, other) => one.begunAt - other.begunAt);
  }

  /** Every upgrade that a living process performs, this one included. Never rejects. */
  async running(): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (const entry of (await this.readAll()).entries) {
      if (endOf(entry.facts) === null && !(await this.wasCutOff(entry))) entries.push(entry);
    }
    return entries;
  }

  /** In doubt it was: a tool that may be at work on the board is then waited for. Another's port is kept by its lock. */
  private async wasCutOff({ writer, begunAt }: JournalEntry): Promise<boolean> {
    return (await this.parts.processes.lifeOf(writer, begunAt)) !== 'runs';
  }

  /**
   * Writes down how a run ended. What was begun on the same board before is overtaken by it, unless it left the modem
   * as it was; what may have been another board's is kept. That a modem waits for the second half of a pair stays written
   * down until an upgrade succeeded: a user who does not know it would cut the power. Never rejects.
   * @returns what the user must know, when it could not be written down
   */
  async close(record: RunRecord, report: UpgradeReport): Promise<Phrase | undefined> {
    const trouble = await record.end(report);
    if (report.modemState === 'untouched') return trouble;
    for (const entry of await this.unfinished()) {
      if (entry.id === record.id) continue;
      const found = compareBoards(record.board, entry.board);
      const upgraded = report.modemState === 'upgraded';
      if (found === 'same' && (upgraded || secondHalfDue(entry) === undefined)) await this.forget(entry.id);
      else if (found === 'perhaps' && upgraded)
        await this.mark(entry, { kind: 'otherSucceeded', at: this.parts.clock.wallTime() });
    }
    return trouble;
  }

  /**
   * The board's own tool, which these may have left at work, was seen to have ended. At what it left the modem nobody has seen: its end
   * is not the modem's. Never rejects.
   */
  async sawToolEnd(entries: readonly JournalEntry[]): Promise<void> {
    for (const entry of entries) {
      const step = entry.steps[currentStep(entry.facts)];
      const gaveImage = step !== undefined && STEPS[step.kind].givesImage;
      await this.mark(
        entry,
        { kind: 'toolEnded' },
        ...(gaveImage ? [{ kind: 'installBegan' } as const] : []),
      );
    }
  }

  private async mark(entry: JournalEntry, ...more: readonly JournalFact[]): Promise<void> {
    const { storage, logger } = this.parts;
    try {
      await storage.write(nameOf(entry.id), entryText({ ...entry, facts: [...entry.facts, ...more] }));
    } catch (error) {
      logger.warn(`the journal of an upgrade cannot be marked: ${String(error)}`);
    }
  }

  /** Forgets an upgrade; it is never mentioned again. */
  async forget(id: string): Promise<void> {
    try {
      await this.parts.storage.remove(nameOf(id));
    } catch (error) {
      this.parts.logger.warn(`the journal of an upgrade cannot be removed: ${String(error)}`);
    }
  }

  /** @returns what can be read, and what kept anything from being read */
  private async readAll(): Promise<{ readonly entries: readonly JournalEntry[]; readonly trouble: unknown }> {
    const { storage, logger } = this.parts;
    let trouble: unknown;
    const note = (what: string, error: unknown): void => {
      logger.warn(`${what} cannot be read: ${String(error)}`);
      // Where a file is in the folder's place, nothing was ever written down.
      if (codeOf(error) !== 'ENOTDIR') trouble ??= error;
    };
    const textOf = async (name: string): Promise<readonly [name: string, text: string | undefined]> => {
      try {
        return [name, await storage.read(name)];
      } catch (error) {
        note(name, error);
        return [name, undefined];
      }
    };
    const entries: JournalEntry[] = [];
    try {
      const names = (await storage.list()).filter((name) => NAME.test(name));
      for (const [name, text] of await Promise.all(names.map(textOf))) {
        const entry = text === undefined ? undefined : await this.entryIn(name, text);
        if (entry) entries.push(entry);
      }
    } catch (error) {
      note('the journal', error);
    }
    return { entries, trouble };
  }

  /** @returns undefined for what is no entry, which is put aside */
  private async entryIn(name: string, text: string): Promise<JournalEntry | undefined> {
    const { storage, logger } = this.parts;
    const entry = parseEntry(text);
    if (entry && nameOf(entry.id) === name) return entry;
    logger.warn(`${name} is no journal of this version; it is put aside`);
    try {
      // Whoever wrote it, or a newer version, may still want it: it is kept under another name.
      await storage.write(`${ASIDE}${name}`, text);
      await storage.remove(name);
    } catch (error) {
      logger.warn(`${name} cannot be put aside: ${String(error)}`);
    }
    return undefined;
  }
}

function nameOf(id: string): string {
  return `upgrade-${id}.json`;
}
