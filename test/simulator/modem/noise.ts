/** A small reproducible generator (xorshift32): the same seed gives the same run, so that a failure replays. */
export function randomBytes(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  };
}

const BITS_PER_FRAME = 10;

/**
 * How a receiver at another baud rate reads consecutive bytes. It begins a byte at each falling edge and
 * samples the line in the middle of each of its own bits. Text of 115200 read at 921600 becomes 0x00 and 0x80, because a bit of
 * the one is eight of the other. A byte without its stop bit is passed on, as in drivers, and then the line must go high.
 */
export function misread(bytes: Uint8Array, sentAt: number, readAt: number): Uint8Array {
  if (sentAt === readAt) return bytes;
  const ends = bytes.length * BITS_PER_FRAME;
  /** @param time in bits of the sender */
  const isHigh = (time: number): boolean => {
    const bit = Math.floor(time);
    const place = bit % BITS_PER_FRAME;
    if (bit >= ends || place === BITS_PER_FRAME - 1) return true;
    return place > 0 && (((bytes[Math.floor(bit / BITS_PER_FRAME)] ?? 0) >> (place - 1)) & 1) === 1;
  };
  const readBit = sentAt / readAt;
  const read: number[] = [];
  for (let time = 0; time < ends;) {
    if (isHigh(time)) {
      time = Math.floor(time) + 1;
      continue;
    }
    let value = 0;
    for (let bit = 0; bit < 8; bit++) if (isHigh(time + (bit + 1.5) * readBit)) value |= 1 << bit;
    read.push(value);
    time += (BITS_PER_FRAME - 0.5) * readBit;
    while (time < ends && !isHigh(time)) time = Math.floor(time) + 1;
  }
  return Uint8Array.from(read);
}
