/** What framing errors look like: runs of ones and zeros. None of them is a control character of the REPL. */
const PATTERNS = Uint8Array.of(0x00, 0x80, 0xe0, 0xf8, 0xfe, 0xff, 0xc0, 0xf0);

/** What arrives at `receiverBaud` of bytes sent at `senderBaud`: as it was at the same rate, noise at another. */
export function heardAt(bytes: Uint8Array, senderBaud: number, receiverBaud: number | undefined): Uint8Array {
  if (receiverBaud === undefined || receiverBaud === senderBaud) return bytes;
  // A slower receiver sees several characters as one; a faster one sees at most some extra edges.
  const count = Math.ceil(bytes.length * Math.min(1, receiverBaud / senderBaud));
  return Uint8Array.from({ length: count }, (_, index) => {
    const seen = (bytes[Math.floor((index * bytes.length) / count)] ?? 0) ^ index;
    return PATTERNS[seen % PATTERNS.length] ?? 0;
  });
}
