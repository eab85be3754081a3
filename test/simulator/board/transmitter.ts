import type { AnswerPieces } from './boardOptions';
import { Cell, type SharedState } from './sharedState';

/**
 * A program that prints forever is limited to this multiple of the baud rate. That is faster than a real
 * board, to save time, but slow enough for the reader.
 */
const SPEED_UP = 10;
const BITS_PER_BYTE = 10;
const UNPACED_BYTES = 4096;

/** UART0’s output: keeps the order, cuts answers into pieces, and lets the program continue when there is space. */
export class Transmitter {
  private readonly state: SharedState;
  private readonly emit: (bytes: Uint8Array, baudRate: number) => void;
  private readonly pieces: AnswerPieces | undefined;
  private queue: Promise<void> = Promise.resolve();
  private sinceIdle = 0;
  private stopped = false;

  constructor(
    state: SharedState,
    pieces: AnswerPieces | undefined,
    emit: (bytes: Uint8Array, baudRate: number) => void,
  ) {
    this.state = state;
    this.pieces = pieces;
    this.emit = emit;
  }

  /**
   * Sends output that the interpreter’s thread has already counted as on its way.
   * @param baudRate the rate at the time of printing, which the program may have changed since
   */
  sendPrinted(bytes: Uint8Array, baudRate: number): void {
    this.enqueue(bytes, baudRate, () => {
      Atomics.sub(this.state.cells, Cell.inFlight, bytes.length);
    });
  }

  send(bytes: Uint8Array): void {
    this.enqueue(bytes, this.state.get(Cell.baudRate), () => undefined);
  }

  sendText(text: string): void {
    this.send(Buffer.from(text, 'latin1'));
  }

  /** Resolves when all earlier output has left. */
  drained(): Promise<void> {
    return this.queue;
  }

  stop(): void {
    this.stopped = true;
  }

  private enqueue(bytes: Uint8Array, baudRate: number, done: () => void): void {
    this.queue = this.queue.then(async () => {
      await this.put(bytes, baudRate);
      done();
    });
  }

  private async put(bytes: Uint8Array, baudRate: number): Promise<void> {
    const step = this.pieces?.bytes ?? bytes.length;
    for (let start = 0; start < bytes.length && !this.stopped; start += step) {
      this.emit(bytes.slice(start, start + step), baudRate);
      // The reader can run between two pieces.
      if (this.pieces && this.pieces.pauseMs > 0) await sleep(this.pieces.pauseMs);
      else await new Promise((resolve) => setImmediate(resolve));
    }
    this.sinceIdle += bytes.length;
    if (this.state.get(Cell.inFlight) <= bytes.length) this.sinceIdle = 0;
    if (this.sinceIdle > UNPACED_BYTES) {
      const wireMs = (this.sinceIdle * BITS_PER_BYTE * 1000) / baudRate;
      this.sinceIdle = 0;
      await sleep(wireMs / SPEED_UP);
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
