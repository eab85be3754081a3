import type { ModemReading } from '../../modem/modemReading';

/** What the run has come to; the modem's side and the board's side of it share one. */
export class RunState {
  /** What was read of the modem last; null when nothing was since the run began, or since it may be another. */
  reading: ModemReading | null = null;
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

  /** What was read of the modem says nothing of it any more. */
  forgetReading(): void {
    this.reading = null;
    this.verified = false;
  }
}
