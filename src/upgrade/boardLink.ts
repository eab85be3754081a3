import type { Clock } from '../base/clock';
import type { BoardReading } from '../board/boardReading';
import { inspectBoard } from '../board/inspectBoard';
import { readModemThroughBoard } from '../board/readModemThroughBoard';
import { ReplClient } from '../board/replClient';
import type { OnWait } from '../board/wait';
import type { ModemReading } from '../modem/modemReading';
import { ByteStream } from '../transport/byteStream';
import type { Transport } from '../transport/transport';

/** A board's REPL at the other end of an open transport. */
export class BoardLink {
  readonly transport: Transport;
  readonly client: ReplClient;
  private readonly stream: ByteStream;

  constructor(transport: Transport, clock: Clock) {
    this.transport = transport;
    this.stream = new ByteStream(transport, clock);
    this.client = new ReplClient(this.stream, clock);
  }

  inspect(signal: AbortSignal): Promise<BoardReading> {
    return inspectBoard(this.client, signal);
  }

  async readModem(onWait: OnWait, signal: AbortSignal): Promise<ModemReading> {
    const { modem } = await readModemThroughBoard(this.client, onWait, signal);
    return modem;
  }

  /** Leaves the transport open and stops listening to it: from now on it belongs to somebody else. */
  release(): Transport {
    this.stream.dispose();
    return this.transport;
  }

  /** Hands the board back to people and closes the port. */
  async close(signal: AbortSignal): Promise<void> {
    try {
      await this.client.leave(signal);
    } finally {
      this.stream.dispose();
      await this.transport.close();
    }
  }
}
