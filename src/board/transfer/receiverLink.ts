import type { ByteStream } from '../../transport/byteStream';
import { boardErrors } from '../errors';
import { RestartWatch } from '../repl/replAnswer';

const ACKNOWLEDGED = 0x80;
const COUNT_MASK = 0x7f;
const LINE_START = 0x01;
const LINE_END = 0x0a;
/** A reason is one line of Python's; text without an end is none. */
const LONGEST_LINE_BYTES = 300;

/** What the receiver on the board says: how many pieces it has taken (modulo 128), or a line with a letter in front. */
export type ReceiverWord =
  | { readonly kind: 'taken'; readonly count: number }
  | { readonly kind: 'raise' | 'fast' | 'slow' | 'done' }
  | { readonly kind: 'failed'; readonly reason: string };

const LETTERS: Readonly<Record<string, 'raise' | 'fast' | 'slow' | 'done'>> = {
  R: 'raise',
  F: 'fast',
  S: 'slow',
  D: 'done',
};

function isText(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** Reads the words of the receiver, whatever stands between them. */
export class ReceiverLink {
  private readonly stream: ByteStream;
  private stray = '';
  private noise = 0;
  private readonly restart = new RestartWatch();

  constructor(stream: ByteStream) {
    this.stream = stream;
  }

  /** Bytes that belonged to no word so far. */
  get noiseBytes(): number {
    return this.noise;
  }

  /** The next word that has come in already, if there is one. @throws BOARD_RESTARTED, UPLOAD_INTERRUPTED */
  poll(): ReceiverWord | undefined {
    for (;;) {
      const held = this.stream.peek();
      const first = held[0];
      if (first === undefined) return undefined;
      if (first >= ACKNOWLEDGED) {
        this.stream.consume(1);
        return { kind: 'taken', count: first & COUNT_MASK };
      }
      if (first === LINE_START) {
        const end = held.findIndex((byte, index) => index > 0 && !isText(byte));
        if (end < 0 && held.length < LONGEST_LINE_BYTES) return undefined;
        if (end < 0) {
          this.stream.consume(1);
          this.notice(first);
          continue;
        }
        // Noise may look like the beginning of a line; what ends in anything but a line end was none.
        const line = Buffer.from(held.subarray(1, end)).toString('latin1');
        this.stream.consume(held[end] === LINE_END ? end + 1 : end);
        if (held[end] !== LINE_END) {
          this.noise += end;
          continue;
        }
        const kind = LETTERS[line];
        if (kind) return { kind };
        if (line.startsWith('E')) return { kind: 'failed', reason: line.slice(1).trim() };
        continue;
      }
      this.stream.consume(1);
      this.notice(first);
    }
  }

  /** Waits for the next word, for `ms` milliseconds at most: noise is no reason to wait for longer. */
  next(ms: number, signal: AbortSignal): Promise<ReceiverWord | undefined> {
    return this.stream.readUntil(() => this.poll(), ms, signal);
  }

  /** Waits for a word of one of these kinds, for `ms` milliseconds at most, and passes over all others. */
  oneOf(
    kinds: readonly ReceiverWord['kind'][],
    ms: number,
    signal: AbortSignal,
  ): Promise<ReceiverWord | undefined> {
    const look = (): ReceiverWord | undefined => {
      let word = this.poll();
      while (word && !kinds.includes(word.kind)) word = this.poll();
      return word;
    };
    return this.stream.readUntil(look, ms, signal);
  }

  /** Text that no receiver sends: a board that starts, or the traceback of a program that never became one. */
  private notice(byte: number): void {
    this.noise++;
    this.stray += String.fromCharCode(byte);
    this.restart.push(Uint8Array.of(byte));
    if (byte !== LINE_END && !this.stray.endsWith('\x04>')) return;
    if (this.stray.endsWith('\x04>')) {
      const text = this.stray.replaceAll('\x04', '').slice(0, -1).trim();
      throw boardErrors.receiverFailed(text.split(/\r?\n/).at(-1) ?? '');
    }
    this.stray = this.stray.slice(-1000);
  }
}
