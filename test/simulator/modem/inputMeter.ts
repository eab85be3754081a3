import type { Truth } from './truth';

/** Bytes that are in the modem for this long were certainly processed, milliseconds. */
const WORKED_ON_AFTER_MS = 500;

/** Counts bytes from the host without an answer, and drops those beyond the modem’s capacity. */
export class InputMeter {
  private readonly capacity: number;
  private readonly truth: Truth;
  private unanswered = 0;
  private lastAdmitted = 0;

  constructor(capacity: number, truth: Truth) {
    this.capacity = capacity;
    this.truth = truth;
  }

  /** @returns the bytes that fit */
  admit(bytes: Uint8Array, now: number): Uint8Array {
    if (now - this.lastAdmitted >= WORKED_ON_AFTER_MS) this.unanswered = 0;
    this.lastAdmitted = now;
    const room = Math.max(0, this.capacity - this.unanswered);
    this.unanswered += bytes.length;
    this.truth.maximumUnanswered = Math.max(this.truth.maximumUnanswered, this.unanswered);
    if (bytes.length <= room) return bytes;
    this.truth.overrunBytes += bytes.length - room;
    return bytes.subarray(0, room);
  }

  answered(): void {
    this.unanswered = 0;
  }
}
