import type { ModemReading } from '../../modem/modemReading';

/** What the run has come to; the modem's side and the board's side of it share one. */
export class RunState {
  /** What was read of the modem last; null when nothing was since the run began, or since it may be another. */
  reading: ModemReading | null = null;
  /** Whether an image of this run is in, which need not show: the first of two steps may leave the version as it was. */
  hasImage = false;
  /** Whether the last image is in: the modem was asked afterwards, and runs what was wanted. */
  verified = false;
  /** Whether the board's port leads to the modem, or soon may: only its power, taken away for a while, ends that. */
  mirroring: boolean;
  /** Bytes of images and updater that the modem acknowledged. */
  bytes = 0;
  private changed = false;

  constructor(mirroring: boolean) {
    this.mirroring = mirroring;
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
