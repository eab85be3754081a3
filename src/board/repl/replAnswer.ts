import type { ByteStream } from '../../transport/byteStream';
import { boardErrors } from '../errors';
import { KEY, tellsRestart } from './replKeys';
import { StartText } from './startText';

const ACCEPTED = [...Buffer.from('OK')];
const PROMPT = 0x3e;
/** Text in which a restart is looked for: the last line and the one before. */
const TAIL_BYTES = 300;
/** Of one that is longer the rest is not kept. */
const LONGEST_TRACEBACK = 65_536;

export interface AnswerListener {
  /** Takes a piece of the program's output; returning false ends the reading. The bytes are the listener's to keep. */
  readonly onOutput: (bytes: Uint8Array) => boolean;
  readonly silenceMs: () => number;
}

export interface Answer {
  /** The prompt came back; nothing came for too long; the listener had enough. */
  readonly end: 'prompt' | 'silence' | 'stopped';
  readonly error: string;
}

/**
 * Reads what the raw REPL answers to a command: `OK`, output, Ctrl-D, traceback, Ctrl-D, `>`; in whatever pieces it comes,
 * and whatever comes before it.
 * @throws BOARD_RESTARTED, PORT_UNPLUGGED, CANCELLED
 */
export async function collectAnswer(
  stream: ByteStream,
  listener: AnswerListener,
  signal: AbortSignal,
): Promise<Answer> {
  const error: number[] = [];
  const tail = new RestartWatch();
  let stage: 'accepting' | 'output' | 'error' | 'prompt' = 'accepting';
  for (;;) {
    const held = stream.peek();
    if (stage === 'accepting' && held.length > 0) {
      // What a thread of the board printed in between stands before it; what follows it shows a restart.
      const at = held.findIndex((_, index) => ACCEPTED.every((byte, place) => held[index + place] === byte));
      const skipped = at < 0 ? held.length - (held.at(-1) === ACCEPTED[0] ? 1 : 0) : at;
      tail.push(held.slice(0, skipped));
      stream.consume(at < 0 ? skipped : skipped + ACCEPTED.length);
      if (at >= 0) {
        stage = 'output';
        continue;
      }
    } else if (stage === 'output' && held.length > 0) {
      const end = held.indexOf(KEY.run);
      const piece = held.slice(0, end < 0 ? held.length : end);
      stream.consume(piece.length + (end < 0 ? 0 : 1));
      tail.push(piece);
      if (end >= 0) stage = 'error';
      if (piece.length > 0 && !listener.onOutput(piece)) return { end: 'stopped', error: '' };
      if (end >= 0) continue;
    } else if (stage === 'error' && held.length > 0) {
      const end = held.indexOf(KEY.run);
      // One by one: a flood is more arguments than a call can have.
      for (const byte of held.subarray(0, end < 0 ? held.length : end))
        if (error.length < LONGEST_TRACEBACK) error.push(byte);
      stream.consume(end < 0 ? held.length : end + 1);
      if (end >= 0) {
        stage = 'prompt';
        continue;
      }
    } else if (stage === 'prompt' && held.length > 0) {
      if (held[0] === PROMPT) {
        stream.consume(1);
        return { end: 'prompt', error: Buffer.from(error).toString('utf8') };
      }
      tail.push(stream.takeAll());
    }
    if (!(await stream.more(listener.silenceMs(), signal))) return { end: 'silence', error: '' };
  }
}

/** Looks for the words of a starting board in output that may be cut anywhere. */
export class RestartWatch {
  private tail = '';
  private readonly start = new StartText();

  /** @throws BOARD_RESTARTED */
  push(bytes: Uint8Array): void {
    const text = Buffer.from(bytes).toString('latin1');
    this.start.push(text);
    if (this.start.starts > 0) throw boardErrors.restarted(this.start.cause);
    this.tail += text;
    const lines = this.tail.split(/[\r\n]+/);
    if (lines.some(tellsRestart)) throw boardErrors.restarted();
    this.tail = (lines.at(-1) ?? '').slice(-TAIL_BYTES);
  }
}
