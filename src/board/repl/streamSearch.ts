import type { ByteStream } from '../../transport/byteStream';

/** Index of the first `needle` in `bytes`, or -1. */
function indexOfBytes(bytes: Uint8Array, needle: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(needle);
}

/** What a wait for a text saw on its way. */
export interface Sighting {
  readonly found: boolean;
  /** What came before it, or all there was, at most the last kilobyte, one character a byte. */
  readonly before: string;
}

/** Enough to see what a device says, not so much that a flood fills the memory. */
const KEPT_BYTES = 1024;

/**
 * Reads until `text` has come in and consumes it and all before it, for `ms` milliseconds at most.
 * @param onPassed is given all that passes, one character a byte
 */
export async function awaitText(
  stream: ByteStream,
  text: string,
  ms: number,
  signal: AbortSignal,
  onPassed: (text: string) => void = () => undefined,
): Promise<Sighting> {
  const needle = Buffer.from(text, 'latin1');
  let before = '';
  const keep = (count: number): void => {
    const passed = Buffer.from(stream.peek().subarray(0, count)).toString('latin1');
    onPassed(passed);
    before = (before + passed).slice(-KEPT_BYTES);
    stream.consume(count);
  };
  const look = (): Sighting | undefined => {
    const held = stream.peek();
    const at = indexOfBytes(held, needle);
    if (at >= 0) {
      keep(at);
      stream.consume(needle.length);
      return { found: true, before };
    }
    // The text may have begun in what is there.
    keep(Math.max(0, held.length - needle.length + 1));
    return undefined;
  };
  const sighting = await stream.readUntil(look, ms, signal);
  if (sighting) return sighting;
  keep(stream.peek().length);
  return { found: false, before };
}
