import * as v from 'valibot';
import { count, oneOf, type Schema } from '../../base/schema';
import type { Fact, FactOf, Facts } from '../facts/fact';
import {
  currentSince,
  currentStep,
  endOf,
  isInstalling,
  mayHaveChanged,
  mayToolBeAtWork,
  succeededSince,
} from '../facts/whatFollows';

/** What is not written down: what was read of the modem outlives no run, and its numbers are in the record's board. */
type Passing = 'modemRead' | 'readingDoubted' | 'resultHeard' | 'modemNamed' | 'boardNamed';

/** What is written down of a run. */
export type JournalFact = Exclude<Fact, { readonly kind: Passing }>;
type JournalFactKind = JournalFact['kind'];

/** A schema for each of them, so that none can be forgotten. */
const FACTS: { readonly [K in JournalFactKind]: Schema<FactOf<K>> } = {
  stepAnnounced: v.object({
    kind: v.literal('stepAnnounced'),
    step: count,
    at: count,
    writes: v.boolean(),
    startsTool: v.boolean(),
  }),
  stepBegan: v.object({ kind: v.literal('stepBegan'), step: count }),
  stepEnded: v.object({ kind: v.literal('stepEnded'), step: count }),
  mirrorEntered: bare('mirrorEntered'),
  mirrorLeft: bare('mirrorLeft'),
  boardRestarted: bare('boardRestarted'),
  updaterBooted: bare('updaterBooted'),
  updaterLoaded: bare('updaterLoaded'),
  firmwareStarted: bare('firmwareStarted'),
  fileBegan: bare('fileBegan'),
  sessionOpened: v.object({ kind: v.literal('sessionOpened'), overwrites: v.boolean() }),
  fileSent: v.object({ kind: v.literal('fileSent'), doubtful: v.boolean() }),
  applySent: bare('applySent'),
  toolStarted: v.object({ kind: v.literal('toolStarted'), writes: v.boolean() }),
  toolOpenedSession: bare('toolOpenedSession'),
  toolUnseen: bare('toolUnseen'),
  toolEnded: bare('toolEnded'),
  installBegan: bare('installBegan'),
  installOver: bare('installOver'),
  versionVerified: v.object({ kind: v.literal('versionVerified'), isLast: v.boolean() }),
  ended: v.object({
    kind: v.literal('ended'),
    at: count,
    outcome: oneOf<FactOf<'ended'>['outcome']>({
      upgraded: true,
      failed: true,
      refused: true,
      cancelled: true,
    }),
    modemState: oneOf<FactOf<'ended'>['modemState']>({
      upgraded: true,
      untouched: true,
      recoverable: true,
      unknown: true,
    }),
  }),
  otherSucceeded: v.object({ kind: v.literal('otherSucceeded'), at: count }),
};

export const JOURNAL_FACT: Schema<JournalFact> = v.union(Object.values(FACTS));

function bare<K extends string>(kind: K): Schema<{ readonly kind: K }> {
  return v.object({ kind: v.literal(kind) });
}

export function keptFacts(facts: Facts): readonly JournalFact[] {
  return facts.filter((fact): fact is JournalFact => fact.kind in FACTS);
}

/**
 * What a record says in all. Version 1.1 and before wrote this instead of facts, and looks for it: it is written besides, because all
 * versions share one folder.
 */
export interface RecordSummary {
  /** The step under way: its position, and since when (ms since 1970). */
  readonly current: number;
  readonly currentSince: number;
  /** Whether the modem was written to, this step included: its firmware may have changed, or be about to. */
  readonly mayHaveChanged: boolean;
  /** Whether the board's own tool was begun in this step, and nobody has seen it end. */
  readonly toolAtWork: boolean;
  /** Whether the modem may be at work on an image by itself, as far as is known; not in records of 1.1 and before. */
  readonly installing: boolean;
  readonly end: Omit<FactOf<'ended'>, 'kind'> | null;
  readonly succeededSince: number | null;
}

export function summaryOf({
  begunAt,
  facts,
}: {
  readonly begunAt: number;
  readonly facts: Facts;
}): RecordSummary {
  return {
    current: currentStep(facts),
    currentSince: currentSince(facts) ?? begunAt,
    mayHaveChanged: mayHaveChanged(facts),
    toolAtWork: mayToolBeAtWork(facts),
    installing: isInstalling(facts),
    end: endOf(facts),
    succeededSince: succeededSince(facts),
  };
}

/** Facts from which the same follows. */
export function factsOfSummary(summary: RecordSummary): JournalFact[] {
  const { current, currentSince: at, mayHaveChanged: writes, toolAtWork, installing, end } = summary;
  return [
    { kind: 'stepAnnounced', step: current, at, writes, startsTool: false },
    ...(toolAtWork ? [{ kind: 'toolUnseen' } as const] : []),
    ...(installing ? [{ kind: 'installBegan' } as const] : []),
    ...(end === null ? [] : [{ kind: 'ended', ...end } as const]),
    ...(summary.succeededSince === null
      ? []
      : [{ kind: 'otherSucceeded', at: summary.succeededSince } as const]),
  ];
}
