import { phrase } from '../base/phrase';
import { boardErrors } from './errors';
import receiveProgram from './programs/receive.py';
import { agreeOnRate, RECEIVER_NOT_STARTED, REPL_BAUD } from './raiseRate';
import { piecesOf, receiverFrames } from './receiverFrames';
import { ReceiverLink, type ReceiverWord } from './receiverLink';
import type { ReplClient } from './replClient';
import type { UploadSource } from './uploadSource';

const CRUMB_BYTES = 32;
/** Room for what the board's own answers and the last keys of the REPL may still take in its buffer. */
const SPARE_BYTES = 32;
/** The receiver speaks up every half second; flash may keep it busy for a few seconds at a time. */
const RECEIVER_SILENT_MS = 10_000;
/** Compiling it takes a board a fraction of a second, opening a file on a full file system more. */
const RECEIVER_STARTS_MS = 10_000;
/** Closing the file writes what the file system holds back. */
const DONE_MS = 30_000;
/** The receiver puts the port back 60 ms after its last word. */
const PROMPT_MS = 2000;

export interface FastUpload {
  readonly source: UploadSource;
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
      what: phrase('take a file'),
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
  const link = new ReceiverLink(client.stream, client.clock);
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
  await client.regain(PROMPT_MS, signal);
  return baudRate;
}

/**
 * Not before the receiver has the UART for itself may a byte of the file be sent: the REPL would take some of them for its
 * keys. Its first word, that it has taken nothing yet, says so.
 */
async function awaitTaker(link: ReceiverLink, signal: AbortSignal): Promise<void> {
  for (;;) {
    const word = await link.next(RECEIVER_STARTS_MS, signal);
    if (word?.kind === 'taken') return;
    if (word?.kind === 'failed') throw boardErrors.receiverFailed(word.reason);
    if (!word) throw boardErrors.uploadInterrupted(RECEIVER_NOT_STARTED);
  }
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
  private readonly onWay: Piece[] = [];
  private bytesOnWay = 0;
  private taken = 0;
  private done = false;

  constructor(client: ReplClient, link: ReceiverLink, window: number, onProgress: (bytes: number) => void) {
    this.client = client;
    this.link = link;
    this.window = window;
    this.onProgress = onProgress;
  }

  async send(piece: Uint8Array, fileOffset: number | undefined, signal: AbortSignal): Promise<void> {
    this.hearWhatIsThere();
    this.onWay.push({ bytes: piece.length, fileOffset });
    for (let at = 0; at < piece.length;) {
      const rest = piece.length - at;
      // Whole pieces would leave the wire idle where the window holds few of them; crumbs would cost more than they bring.
      while (this.window - this.bytesOnWay < Math.min(rest, CRUMB_BYTES)) {
        await this.hearNext(RECEIVER_SILENT_MS, signal);
      }
      const part = piece.subarray(at, at + this.window - this.bytesOnWay);
      this.bytesOnWay += part.length;
      at += part.length;
      await this.client.stream.write(part, signal);
    }
  }

  async finish(signal: AbortSignal): Promise<void> {
    while (this.onWay.length > 0) await this.hearNext(RECEIVER_SILENT_MS, signal);
    while (!this.done) await this.hearNext(DONE_MS, signal);
  }

  private hearWhatIsThere(): void {
    for (let word = this.link.poll(); word; word = this.link.poll()) this.hear(word);
  }

  private async hearNext(ms: number, signal: AbortSignal): Promise<void> {
    const word = await this.link.next(ms, signal);
    if (!word) throw boardErrors.uploadInterrupted(phrase('the board fell silent'));
    this.hear(word);
  }

  private hear(word: ReceiverWord): void {
    if (word.kind === 'failed') throw boardErrors.receiverFailed(word.reason);
    if (word.kind === 'done') this.done = true;
    if (word.kind !== 'taken') return;
    // The count says how many altogether, so that a lost acknowledgement is made good by the next. A count that
    // goes beyond what is on its way is noise.
    const more = (word.count - this.taken) & 0x7f;
    if (more > this.onWay.length) return;
    this.taken = word.count;
    for (const piece of this.onWay.splice(0, more)) {
      this.bytesOnWay -= piece.bytes;
      if (piece.fileOffset !== undefined) this.onProgress(piece.fileOffset);
    }
  }
}
