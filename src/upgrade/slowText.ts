/**
 * Text of 115200 baud read at 921600: a bit of the one is eight of the other, so that each byte is a low piece of the line and
 * perhaps the beginning of a high one.
 */
const LOW = 0x00;
const EDGE = 0x80;
/** Some 25 characters. A modem that starts at its slow rate says eleven; a board that starts says hundreds. */
const FEWEST_BYTES = 100;

/** Counts what looks like text of a slower rate, from the last byte that did not. */
export class SlowText {
  private lows = 0;
  private edges = 0;
  /** Milliseconds on the clock at which the first, and the last, of them came. */
  private firstAt = 0;
  private lastAt = 0;

  /** @param now milliseconds on the clock */
  push(bytes: Uint8Array, now: number): void {
    for (const byte of bytes) {
      if (byte !== LOW && byte !== EDGE) {
        this.forget();
        continue;
      }
      if (this.lows + this.edges === 0) this.firstAt = now;
      this.lastAt = now;
      if (byte === LOW) this.lows++;
      else this.edges++;
    }
  }

  forget(): void {
    this.lows = this.edges = 0;
  }

  /** Whether that much came of both kinds. NULs alone are noise. */
  get isText(): boolean {
    return this.lows + this.edges >= FEWEST_BYTES && this.lows > 0 && this.edges > 0;
  }

  /** Milliseconds since the last of it. */
  quietFor(now: number): number {
    return now - this.lastAt;
  }

  /** Milliseconds since the first of it. */
  lastsFor(now: number): number {
    return now - this.firstAt;
  }
}
