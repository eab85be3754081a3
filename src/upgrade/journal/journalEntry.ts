import type { UsbIdentity } from '../../transport/usbIdentity';
import type { StepAction, MethodName } from '../plan/plan';
import type { ModemCondition, Outcome } from '../report';
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
  /** The step under way: its position, and since when. */
  readonly current: number;
  readonly currentSince: number;
  /** Whether the modem was written to, this step included: its firmware may have changed, or be about to. */
  readonly mayHaveChanged: boolean;
  /** Whether the board's own tool was begun in this step, and nobody has seen it end. */
  readonly toolAtWork: boolean;
  /** Whether the modem may be at work on an image by itself, as far as is known at the end; false in records of 1.1 and before. */
  readonly installing: boolean;
  /** How it ended; null for one that was cut off, or that still runs. */
  readonly end: JournalEnd | null;
  /** When another upgrade succeeded at the same port, ms since 1970, if whether on the same board is not known; else null. */
  readonly succeededSince: number | null;
}

export interface JournalBoard {
  /** The port as it was called, without a password. */
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

export interface JournalEnd {
  readonly at: number;
  readonly outcome: Outcome;
  readonly modemState: ModemCondition;
}
