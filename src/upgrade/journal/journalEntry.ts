import type { UsbIdentity } from '../../transport/usbIdentity';
import type { StepAction, MethodName } from '../plan/plan';
import type { JournalFact } from './journalFacts';
import type { ProcessMark } from './processes';

/** What is remembered of one upgrade, from before its first step to its end. */
export interface JournalEntry {
  readonly id: string;
  /** Times of day, ms since 1970. */
  readonly begunAt: number;
  /** Whoever performs it. */
  readonly writer: ProcessMark;
  readonly board: JournalBoard;
  readonly method: MethodName;
  readonly images: readonly JournalFile[];
  readonly updater: JournalFile | null;
  readonly steps: readonly JournalStep[];
  /** What has happened, as of when it was last written: before each step, and at the end. */
  readonly facts: readonly JournalFact[];
}

export interface JournalBoard {
  /** The port by the name that was used, without a password. */
  readonly port: string;
  /** The port's one name, as `canonicalPort` gives it; null in records of 1.1 and before. */
  readonly device: string | null;
  readonly usb: UsbIdentity | null;
  /** `GPy`, `FiPy`; null behind MIRROR mode. */
  readonly sysname: string | null;
  /** As `BoardReading.uniqueId`; null behind MIRROR mode, and in records of 1.1 and before. */
  readonly uniqueId: string | null;
  readonly imei: string | null;
}

export interface JournalFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

export interface JournalStep {
  readonly id: string;
  readonly kind: StepAction['kind'];
  /** Number of the image it is about, from 0; null where it is about none. */
  readonly image: number | null;
}
