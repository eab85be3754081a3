/** Words that can be added before a 32-bit sum of 16-bit words may run over. */
const WORDS_BEFORE_FOLDING = 359;

/** The textbook sum over big-endian words, both halves starting at 0xFFFF, an odd last byte padded with zero. */
export function fletcher32(bytes: Uint8Array): number {
  let first = 0xffff;
  let second = 0xffff;
  let sinceFolding = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    first += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    second += first;
    if (++sinceFolding === WORDS_BEFORE_FOLDING) {
      [first, second, sinceFolding] = [fold(first), fold(second), 0];
    }
  }
  // Twice: the first folding can leave a carry.
  return ((fold(fold(second)) << 16) | fold(fold(first))) >>> 0;
}

function fold(sum: number): number {
  return (sum & 0xffff) + (sum >>> 16);
}
