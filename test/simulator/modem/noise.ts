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

/** What a receiver at another baud rate makes of bytes: other bytes, and fewer or more of them. */
export function misread(bytes: Uint8Array, sentAt: number, readAt: number): Uint8Array {
  if (sentAt === readAt) return bytes;
  const next = randomBytes(sentAt ^ (readAt << 1) ^ bytes.length);
  // A slow reader sees one frame where several went by; a fast one sees each bit as a frame of its own.
  const length = Math.max(1, Math.round((bytes.length * readAt) / sentAt));
  return Uint8Array.from({ length: Math.min(length, 4 * bytes.length) }, next);
}
