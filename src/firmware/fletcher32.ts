/** Both sums start here. */
const START = 0xffff;
/** Additions after which the sums must be folded so that they stay below 2^32; 359 is the usual bound. */
const WORDS_BEFORE_FOLD = 359;

/**
 * Fletcher-32 over 16-bit big-endian words, as the `.dup` container has it: an odd last byte is padded with zero and
 * the carries are folded in. Fed piece by piece, so that a large block is never held whole.
 */
export class Fletcher32 {
  private first = START;
  private second = START;
  private unfolded = 0;
  private pending: number | undefined;

  update(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    if (this.pending !== undefined && bytes.length > 0) {
      this.addWord((this.pending << 8) | view.getUint8(0));
      this.pending = undefined;
      at = 1;
    }
    for (; at + 1 < bytes.length; at += 2) this.addWord(view.getUint16(at));
    if (at < bytes.length) this.pending = bytes[at];
  }

  digest(): number {
    if (this.pending !== undefined) this.addWord(this.pending << 8);
    this.pending = undefined;
    // Twice: the first folding can carry once more.
    this.fold();
    this.fold();
    return ((this.second << 16) | this.first) >>> 0;
  }

  private addWord(word: number): void {
    this.first += word;
    this.second += this.first;
    if (++this.unfolded === WORDS_BEFORE_FOLD) this.fold();
  }

  private fold(): void {
    this.first = (this.first & 0xffff) + (this.first >>> 16);
    this.second = (this.second & 0xffff) + (this.second >>> 16);
    this.unfolded = 0;
  }
}
