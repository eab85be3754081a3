import type { ModemReading } from '../../modem/modemReading';
import type { Finding } from '../inspect/finding';

/** What the run has come to; the modem's side and the board's side of it share one. */
export class RunState {
  /** What was read of the modem last; null when nothing was since the run began, or since it may be another. */
  reading: ModemReading | null = null;
  /** Whether an image of this run is in, which need not show: the first of two steps may leave the version as it was. */
  hasImage = false;
  /** Whether the last image is in: the modem was asked afterwards, and runs what was wanted. */
  verified = false;
  /** Whether the last that is known of the modem is that it may be at work on an image by itself: its power must stay on. */
  installing = false;
  /** Whether the board's port leads to the modem, or soon may: only its power, taken away for a while, ends that. */
  mirroring: boolean;
  /** The modem's own number and the module's, as soon as either is known: what says another is not the board of this run. */
  imei: string | null;
  uniqueId: string | null;
  /** Bytes of images and updater that the modem acknowledged. */
  bytes = 0;
  private changed = false;

  constructor(finding: Finding) {
    this.mirroring = finding.kind === 'modem';
    this.imei = finding.kind === 'silent' ? null : finding.modem.imei;
    this.uniqueId = finding.kind === 'board' ? finding.board.uniqueId : null;
  }

  /** Whether the modem's firmware may have changed: from then on a failure is no longer "untouched". */
  get written(): boolean {
    return this.changed;
  }

  /** The modem's firmware may change from now on. */
  markWritten(): void {
    this.changed = true;
    this.forgetReading();
  }

  /** The modem was asked, and what it says of itself shows that an image is in. */
  markVerified(isLast: boolean): void {
    this.hasImage = true;
    this.verified = isLast;
  }

  /** What was read of the modem says nothing of it any more. */
  forgetReading(): void {
    this.reading = null;
    this.verified = false;
  }
}
