import type { Listener } from '../../base/emitter';
import type { Phrase } from '../../base/phrase';
import type { BoardReading } from '../../board/boardReading';
import type { ModemReading } from '../../modem/modemReading';
import type { MovedEvent, NoticeEvent, WaitEvent } from '../events';
import type { BoardFinding, ModemFinding } from '../inspect/finding';
import type { FirmwareSet } from '../select/firmwareSets';
import type { MethodName, NothingToDo, Refusal, UpgradePlan } from '../plan/plan';
import type { ReportedError } from '../report';

/** What is rehearsed: a method on a board, and with files the whole plan for them. */
export interface RehearsalRequest {
  readonly finding: ModemFinding | BoardFinding;
  readonly method: MethodName;
  /** What planning the files came to; null when no files were given. */
  readonly answer: UpgradePlan | NothingToDo | Refusal | null;
  readonly firmware: FirmwareSet;
}

/** A number that was measured, for people and for the shared report. */
export interface Figure {
  /** Stable, so that reports can be compared: `echo-median-ms`. */
  readonly id: string;
  readonly label: Phrase;
  readonly value: number;
  readonly unit: 'ms' | 'bytes' | 'bytes/s' | 'bits/s' | 'count';
}

/** `proven`: it was seen to work. `failed`: it was seen not to. `notRun`: it could not be tried, and `sentence` says why. */
export type CheckOutcome = 'proven' | 'failed' | 'notRun';

export interface CheckResult {
  readonly outcome: CheckOutcome;
  readonly sentence: Phrase;
  /** What to do about it; null where nothing needs doing. */
  readonly remedy: Phrase | null;
  readonly figures: readonly Figure[];
}

export interface CheckReport extends CheckResult {
  readonly id: string;
  readonly title: Phrase;
  readonly seconds: number;
}

/** `ready`: all that this upgrade needs was seen to work. `readyExcept`: some of it could not be tried. */
export type Verdict = 'ready' | 'readyExcept' | 'notReady';

export interface RehearsalReport {
  readonly type: 'rehearsal';
  readonly verdict: Verdict;
  readonly method: MethodName;
  readonly checks: readonly CheckReport[];
  /** What no rehearsal can prove: the transfer itself, always. */
  readonly unproven: readonly Phrase[];
  /** What has changed on board or modem; empty if nothing has. */
  readonly leftBehind: readonly Phrase[];
  /** Why it ended before its last check; null when it did not. */
  readonly error: ReportedError | null;
  readonly next: readonly Phrase[];
  readonly board: BoardReading | null;
  readonly modem: ModemReading;
  readonly seconds: number;
}

export interface CheckEvent {
  readonly type: 'check';
  readonly id: string;
  /** Position among the checks, from 0, and how many there are. */
  readonly index: number;
  readonly total: number;
  readonly title: Phrase;
  /** Null while it runs. */
  readonly result: CheckReport | null;
}

/** What happens during a rehearsal, in order; the report is the last. */
export type RehearsalEvent = CheckEvent | WaitEvent | NoticeEvent | MovedEvent | RehearsalReport;

export interface RehearsalOptions {
  readonly signal: AbortSignal;
  readonly onEvent: Listener<RehearsalEvent>;
}

export function proven(sentence: Phrase, figures: readonly Figure[] = []): CheckResult {
  return { outcome: 'proven', sentence, remedy: null, figures };
}

export function failed(sentence: Phrase, remedy: Phrase, figures: readonly Figure[] = []): CheckResult {
  return { outcome: 'failed', sentence, remedy, figures };
}

export function notRun(sentence: Phrase, remedy: Phrase | null = null): CheckResult {
  return { outcome: 'notRun', sentence, remedy, figures: [] };
}

export function verdictOf(checks: readonly CheckResult[]): Verdict {
  if (checks.some(({ outcome }) => outcome === 'failed')) return 'notReady';
  return checks.every(({ outcome }) => outcome === 'proven') ? 'ready' : 'readyExcept';
}
