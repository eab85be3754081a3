import { HEADER_BYTES } from './frame';

/**
 * Sizes tried in this order, in bytes of payload. 2016 is what the field's tool has always sent. The others are what
 * fits buffers of 4096, 8000 and 8192 bytes with the header.
 */
const LADDER = [2016, 4096 - HEADER_BYTES, 8000 - HEADER_BYTES, 8192 - HEADER_BYTES];

/** A board in MIRROR mode holds this many bytes towards the modem; what comes beyond is lost silently. */
const MIRROR_BUFFER_BYTES = 8192;

/**
 * Finds the largest block a modem takes, at the cost of a few kilobytes when one is too large. It lives for a whole
 * run, so that a size which failed is never tried again in it.
 */
export class BlockSize {
  private proven = 0;
  private tooLarge: number;
  private readonly wanted: number;
  private readonly onRefused: (bytes: number) => void;

  /**
   * @param wanted bytes of payload that are not to be exceeded, whatever the modem takes
   * @param known the smallest size that this modem is known not to take, and who remembers one that turns out so
   */
  constructor(
    wanted = Infinity,
    known: { readonly tooLarge?: number; readonly onRefused?: (bytes: number) => void } = {},
  ) {
    this.wanted = wanted;
    this.tooLarge = known.tooLarge ?? Infinity;
    this.onRefused = known.onRefused ?? (() => undefined);
  }

  /**
   * The size for the next block.
   * @param maximumTransfer bytes of a frame at most, as the session announced
   * @param mayTry whether a size above the proven one may be tried now
   */
  next(maximumTransfer: number, mayTry = true): { readonly bytes: number; readonly trial: boolean } {
    const ceiling = mayTry || this.proven === 0 ? this.wanted : Math.min(this.wanted, this.proven);
    const limit = Math.min(Math.min(maximumTransfer, MIRROR_BUFFER_BYTES) - HEADER_BYTES, ceiling);
    const fits = (bytes: number): boolean => bytes <= limit && bytes < this.tooLarge;
    const climbed = LADDER.find((bytes) => bytes > this.proven && fits(bytes));
    if (climbed !== undefined) return { bytes: climbed, trial: this.proven > 0 };
    // Below the first rung (a loader that announces less), or at the top: what the modem announced is its own word.
    const bytes = Math.max(...LADDER.filter(fits), 0) || limit;
    return { bytes, trial: bytes > this.proven && this.proven > 0 };
  }

  /** Of a block of this size the modem took something. */
  succeeded(bytes: number): void {
    this.proven = Math.max(this.proven, bytes);
  }

  /** On trial a block of this size was refused, not answered, or given back whole: this modem does not take it. */
  refused(bytes: number): void {
    this.failed(bytes);
    this.onRefused(bytes);
  }

  /** A block of this size was not answered, though smaller or equal ones were: for this run it is too large. */
  failed(bytes: number): void {
    this.tooLarge = Math.min(this.tooLarge, bytes);
    this.proven = Math.max(0, ...LADDER.filter((rung) => rung < this.tooLarge && rung <= this.proven));
  }

  /** Whether anything smaller than `bytes` is left to try. */
  canShrinkBelow(bytes: number): boolean {
    return LADDER.some((rung) => rung < bytes);
  }

  /** Bytes of the largest block that was answered; null before the first. */
  get best(): number | null {
    return this.proven || null;
  }
}
