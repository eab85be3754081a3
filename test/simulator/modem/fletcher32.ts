/** How many 16-bit words can be added before a 32-bit sum may overflow. */
const WORDS_BEFORE_FOLDING = 359;

/** The textbook checksum over big-endian words. Both halves start at 0xFFFF, and an odd last byte is padded with zero. */
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
