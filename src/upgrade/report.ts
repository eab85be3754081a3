import type { ErrorCode } from '../base/errorCodes';
import type { Phrase } from '../base/phrase';
import type { ModemReading } from '../modem/modemReading';
import type { MethodName } from './plan';

export type Outcome = 'upgraded' | 'failed' | 'refused' | 'cancelled';

/**
 * What is known of the modem at the end. `untouched`: nothing was written to it. `recoverable`: it was, and the
 * remedy brings it back. `upgraded`: it was asked afterwards and runs the wanted version. `unknown`: it did not
 * answer any more.
 */
export type ModemCondition = 'upgraded' | 'untouched' | 'recoverable' | 'unknown';

export interface UpgradeReport {
  readonly type: 'report';
  readonly outcome: Outcome;
  readonly modemState: ModemCondition;
  readonly before: ModemReading | null;
  readonly after: ModemReading | null;
  readonly method: MethodName | null;
  /** Bytes of image and updater that the modem acknowledged. */
  readonly bytes: number;
  readonly seconds: number;
  /** Frames and commands that had to be sent again. */
  readonly retries: number;
  readonly error: ReportedError | null;
  /** What to do next, whatever the outcome. */
  readonly next: readonly Phrase[];
}

export interface ReportedError {
  readonly code: ErrorCode;
  readonly message: Phrase;
  readonly remedy: Phrase;
}
