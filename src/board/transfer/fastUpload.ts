import { phrase } from '../../base/phrase';
import { boardErrors } from '../errors';
import receiveProgram from '../programs/receive.py';
import { agreeOnRate, RECEIVER_NOT_STARTED } from '../repl/raiseRate';
import { piecesOf, receiverFrames } from './receiverFrames';
import { ReceiverLink, type ReceiverWord } from './receiverLink';
import type { ReplClient } from '../repl/replClient';
import { REPL_BAUD } from '../../transport/baudRates';
import type { ByteSource } from '../../base/byteSource';

const CRUMB_BYTES = 32;
/** Room for what the board's own answers and the last keys of the REPL may still take in its buffer. */
const SPARE_BYTES = 32;
/** Without a piece more taken: flash may keep the receiver busy for a few seconds at a time. That it speaks is no progress. */
const RECEIVER_STANDS_MS = 10_000;
/**
 * A healthy line brings none at all. A board that restarted brings more: its text, at another rate, looks like the count of
 * pieces here and there.
 */
const MOST_NOISE_BYTES = 200;
/** Compiling it takes a board a fraction of a second, opening a file on a full file system more. */
const RECEIVER_STARTS_MS = 10_000;
/** Closing the file writes what the file system holds back. */
const DONE_MS = 30_000;
/** The receiver puts the port back 60 ms after its last word. */
const PROMPT_MS = 2000;

export interface FastUpload {
  readonly source: ByteSource;
  /** Where the bytes go until they are all there. */
  readonly partial: string;
  /** Bytes of the file in a frame. */
  readonly blockBytes: number;
  readonly packed: boolean;
  /** Bits per second to try for the transfer; the REPL's own when absent. */
  readonly baudRate: number | undefined;
  /** Bytes of the file that the board has taken. */
  readonly onProgress: (bytes: number) => void;
}

/**
 * Sends a file to a program that reads the UART itself: all byte values as they are, and never more on its way than the
 * board's buffer holds. Leaves the board at the prompt when all went well.
 * @returns bits per second at which it went
 * @throws UPLOAD_INTERRUPTED, BOARD_RESTARTED, REPL_TIMEOUT, PORT_UNPLUGGED, CANCELLED
 */
export async function fastUpload(
  client: ReplClient,
  upload: FastUpload,
  signal: AbortSignal,
): Promise<number> {
  const window = client.receiveBufferBytes - SPARE_BYTES;
  const pieceBytes = pieceFor(window);
  await client.start(
    receiveProgram,
    {
      what: phrase('receive a file'),
      parameters: {
        partial: upload.partial,
        size: upload.source.size,
        piece: pieceBytes,
        block: upload.blockBytes,
        rate: upload.baudRate ?? 0,
      },
    },
    signal,
  );
  const link = new ReceiverLink(client.stream);
  const baudRate =
    upload.baudRate === undefined ? REPL_BAUD : await agreeOnRate(client, link, upload.baudRate, signal);
  await awaitTaker(link, signal);
  const sender = new Sender(client, link, window, upload.onProgress);
  for await (const frame of receiverFrames(upload.source, upload.blockBytes, upload.packed)) {
    const pieces = piecesOf(frame.bytes, pieceBytes);
    for (const [index, piece] of pieces.entries()) {
      await sender.send(piece, index === pieces.length - 1 ? frame.fileOffset : undefined, signal);
    }
  }
  await sender.finish(signal);
  if (baudRate !== REPL_BAUD) await client.stream.transport.setBaudRate(REPL_BAUD, signal);
  await client.awaitPrompt(PROMPT_MS, signal);
  return baudRate;
}

/**
 * Not before the receiver has the UART for itself may a byte of the file be sent: the REPL would take some of them for its
 * keys. Its first word, that it has taken nothing yet, says so.
 */
async function awaitTaker(link: ReceiverLink, signal: AbortSignal): Promise<void> {
  const word = await link.oneOf(['taken', 'failed'], RECEIVER_STARTS_MS, signal);
  if (word?.kind === 'failed') throw boardErrors.receiverFailed(word.reason);
  if (!word) throw boardErrors.uploadInterrupted(RECEIVER_NOT_STARTED);
}

/** Small enough that several are on their way at once, large enough that the acknowledgements cost nothing. */
function pieceFor(window: number): number {
  return window >= 2048 ? 512 : 96;
}

interface Piece {
  readonly bytes: number;
  readonly fileOffset: number | undefined;
}

/** Keeps the wire busy, and the count of what the board has not taken yet. */
class Sender {
  private readonly client: ReplClient;
  private readonly link: ReceiverLink;
  private readonly window: number;
  private readonly onProgress: (bytes: number) => void;
  private readonly inFlight: Piece[] = [];
  private bytesOnWay = 0;
  private taken = 0;
  private done = false;
  /** When the board last took a piece, ms on the clock. */
  private tookAt = 0;
  /** Counts that no receiver can have said. */
  private impossible = 0;
  private readonly noiseBefore: number;

  constructor(client: ReplClient, link: ReceiverLink, window: number, onProgress: (bytes: number) => void) {
    this.client = client;
    this.link = link;
    this.window = window;
    this.onProgress = onProgress;
    this.noiseBefore = link.noiseBytes;
  }

  async send(piece: Uint8Array, fileOffset: number | undefined, signal: AbortSignal): Promise<void> {
    this.hearWhatIsThere();
    this.inFlight.push({ bytes: piece.length, fileOffset });
    for (let at = 0; at < piece.length;) {
      const rest = piece.length - at;
      // Whole pieces would leave the wire idle where the window holds few of them; crumbs would cost more than they bring.
      const fits = (): boolean => this.window - this.bytesOnWay >= Math.min(rest, CRUMB_BYTES);
      await this.hearUntil(fits, RECEIVER_STANDS_MS, signal);
      const part = piece.subarray(at, at + this.window - this.bytesOnWay);
      this.bytesOnWay += part.length;
      at += part.length;
      await this.client.stream.write(part, signal);
    }
  }

  async finish(signal: AbortSignal): Promise<void> {
    await this.hearUntil(() => this.inFlight.length === 0, RECEIVER_STANDS_MS, signal);
    await this.hearUntil(() => this.done, DONE_MS, signal);
  }

  private hearWhatIsThere(): void {
    for (let word = this.link.poll(); word; word = this.link.poll()) this.hear(word);
  }

  /** Listens until `reached`, as long as the board takes a piece within each `ms` milliseconds. */
  private async hearUntil(reached: () => boolean, ms: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.client;
    const begun = clock.now();
    while (!reached()) {
      const left = Math.max(begun, this.tookAt) + ms - clock.now();
      const word = left > 0 ? await this.link.next(left, signal) : undefined;
      if (!word) throw boardErrors.uploadInterrupted(phrase('the board stopped accepting data'));
      this.hear(word);
    }
  }

  private hear(word: ReceiverWord): void {
    if (this.impossible + this.link.noiseBytes - this.noiseBefore > MOST_NOISE_BYTES)
      throw boardErrors.uploadInterrupted(
        phrase('the board sends data that doesn’t come from the upload program'),
      );
    if (word.kind === 'failed') throw boardErrors.receiverFailed(word.reason);
    if (word.kind === 'done') this.done = true;
    if (word.kind !== 'taken') return;
    // The count says how many altogether, so that a lost acknowledgement is made good by the next. A count that
    // goes beyond what is on its way is noise.
    const more = (word.count - this.taken) & 0x7f;
    if (more > this.inFlight.length) {
      this.impossible++;
      return;
    }
    if (more > 0) this.tookAt = this.client.clock.now();
    this.taken = word.count;
    for (const piece of this.inFlight.splice(0, more)) {
      this.bytesOnWay -= piece.bytes;
      if (piece.fileOffset !== undefined) this.onProgress(piece.fileOffset);
    }
  }
}
