import type { AnswerPieces } from './boardOptions';
import { Cell, type SharedState } from './sharedState';

/**
 * A program that prints for ever gets no further ahead than this many times the baud rate allows. Faster than a real
 * board, to save time; slow enough not to drown whoever reads.
 */
const SPEED_UP = 10;
const BITS_PER_BYTE = 10;
const UNPACED_BYTES = 4096;

/** UART0's way out: keeps the order, cuts answers into pieces, and tells the program when there is room again. */
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
   * Sends what the interpreter's thread printed and counted as on its way.
   * @param baudRate when it was printed; by now the program may have set another
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

  /** Resolves when everything before has left. */
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
      // Whoever reads gets a turn between two pieces.
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
