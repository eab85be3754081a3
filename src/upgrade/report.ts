import type { ErrorCode } from '../base/errorCodes';
import type { Phrase } from '../base/phrase';
import type { UpgradeError } from '../base/upgradeError';
import type { ModemReading } from '../modem/modemReading';
import type { MethodName } from './plan/plan';

export type Outcome = 'upgraded' | 'failed' | 'refused' | 'cancelled';

/**
 * What is known of the modem at the end. `untouched`: nothing was written to it. `recoverable`: it was, and the
 * remedy brings it back, whether it was asked or only power can make it speak. `upgraded`: it was asked afterwards and
 * runs the wanted version. `unknown`: its power was off, and it does not answer.
 */
export type ModemCondition = 'upgraded' | 'untouched' | 'recoverable' | 'unknown';

export interface UpgradeReport {
  readonly type: 'report';
  readonly outcome: Outcome;
  readonly modemState: ModemCondition;
  readonly before: ModemReading | null;
  /** Read after the last thing that was done to it; null where it could not be read then, whatever was read before. */
  readonly after: ModemReading | null;
  readonly method: MethodName | null;
  /** Bytes of image and updater that the modem acknowledged. */
  readonly bytes: number;
  readonly seconds: number;
  /** Frames and commands that had to be sent again. */
  readonly retries: number;
  /** Bytes of payload of the largest block that the modem answered; null where none was sent to it by us. */
  readonly largestBlock: number | null;
  readonly error: ReportedError | null;
  /** What to do next, whatever the outcome. */
  readonly next: readonly Phrase[];
}

export interface ReportedError {
  readonly code: ErrorCode;
  /** Whose it is to mend: the user's input, a safety rule's answer, or something that went wrong on the way. */
  readonly category: UpgradeError['category'];
  readonly message: Phrase;
  readonly remedy: Phrase;
}

export function reportedError(error: UpgradeError): ReportedError {
  return { code: error.code, category: error.category, message: error.sentence, remedy: error.remedy };
}

/** Whether the modem is known to be at work on nothing: it was left alone, or runs what it was to run. */
export function isSettled({ modemState }: UpgradeReport): boolean {
  return modemState === 'untouched' || modemState === 'upgraded';
}

/** Of a run that was not begun, because the modem runs already what the files can safely bring. */
export interface NothingToDoReport extends Omit<UpgradeReport, 'outcome'> {
  readonly outcome: 'nothingToDo';
}

/** @param read what was read of the modem */
export function reportNothingToDo(read: ModemReading): NothingToDoReport {
  return { ...untouchedReport(read), outcome: 'nothingToDo', error: null, next: [] };
}

/**
 * The report of a run that ended before its first step.
 * @param before what was read of the modem, where that much was done
 */
export function reportWithoutRun(error: UpgradeError, before: ModemReading | null = null): UpgradeReport {
  return {
    ...untouchedReport(before),
    outcome: error.code === 'CANCELLED' ? 'cancelled' : error.category === 'failure' ? 'failed' : 'refused',
    error: reportedError(error),
    next: [error.remedy],
  };
}

function untouchedReport(before: ModemReading | null): Omit<UpgradeReport, 'outcome' | 'error' | 'next'> {
  return {
    type: 'report',
    modemState: 'untouched',
    before,
    after: before,
    method: null,
    bytes: 0,
    seconds: 0,
    retries: 0,
    largestBlock: null,
  };
}
