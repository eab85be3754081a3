import type { AnswerPieces } from './boardOptions';
import { heardAt } from './noise';
import { Cell, type SharedState } from './sharedState';
import type { Wire } from './wire/wire';

/** UART0's way out: keeps the order, cuts answers into pieces, and tells the program when there is room again. */
export class Transmitter {
  private readonly state: SharedState;
  private readonly wire: Wire;
  private readonly pieces: AnswerPieces | undefined;
  private queue: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(state: SharedState, wire: Wire, pieces: AnswerPieces | undefined) {
    this.state = state;
    this.wire = wire;
    this.pieces = pieces;
  }

  /** Sends what the interpreter's thread printed and counted as on its way. */
  sendPrinted(bytes: Uint8Array): void {
    this.enqueue(bytes, () => Atomics.sub(this.state.cells, Cell.inFlight, bytes.length));
  }

  send(bytes: Uint8Array): void {
    this.enqueue(bytes, () => undefined);
  }

  sendText(text: string): void {
    this.send(Buffer.from(text, 'latin1'));
  }

  /** Resolves when everything before has been handed to the wire. */
  drained(): Promise<void> {
    return this.queue;
  }

  stop(): void {
    this.stopped = true;
  }

  private enqueue(bytes: Uint8Array, done: () => void): void {
    // The rate is that of now: later bytes may be sent at another.
    const baudRate = this.state.get(Cell.baudRate);
    this.queue = this.queue.then(async () => {
      await this.put(bytes, baudRate);
      done();
    });
  }

  private async put(bytes: Uint8Array, baudRate: number): Promise<void> {
    const step = this.pieces?.bytes ?? bytes.length;
    for (let start = 0; start < bytes.length && !this.stopped; start += step) {
      const piece = bytes.subarray(start, start + step);
      await this.wire.send(heardAt(piece, baudRate, this.wire.hostBaudRate()));
      if (this.pieces) await new Promise((resolve) => setTimeout(resolve, this.pieces?.pauseMs));
    }
  }
}
