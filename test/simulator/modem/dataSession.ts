const PLUS = 0x2b;
const ESCAPE_LENGTH = 3;

/** Silence that `+++` needs on both sides to end a data session, milliseconds. */
export const ESCAPE_GUARD_MS = 1000;

/** An open PPP session: all input is data, except a single `+++` between two silences. */
export class DataSession {
  private pluses = 0;
  private lastReceived = -ESCAPE_GUARD_MS;

  /** @returns whether an escape has begun, which silence until the end of the guard time completes */
  receive(bytes: Uint8Array, now: number): boolean {
    const quiet = now - this.lastReceived >= ESCAPE_GUARD_MS;
    this.lastReceived = now;
    if (quiet) this.pluses = 0;
    const begun = quiet || this.pluses > 0;
    this.pluses = begun && bytes.every((byte) => byte === PLUS) ? this.pluses + bytes.length : 0;
    return this.pluses === ESCAPE_LENGTH;
  }

  quietSince(time: number): boolean {
    return this.lastReceived <= time;
  }
}
