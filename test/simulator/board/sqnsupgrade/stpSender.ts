import { crc16 } from '../../modem/crc16';
import type { ModemLine } from './modemLine';
import type { ToolFile } from './toolFile';

const HEADER_BYTES = 16;
const OPERATION = { reset: 0, open: 1, announce: 2, block: 3 } as const;
/** The board's tool reads the file in pieces of 2048 bytes and sends at most 2016 of them in one block. */
const PIECE_BYTES = 2048;
const LARGEST_BLOCK_BYTES = 2016;
const ANSWER_DEADLINE_MS = 90_000;
const CLOSE_DEADLINE_MS = 2000;
const TRIES = 4;

export interface StpOpening {
  readonly version: number;
  readonly maximumTransfer: number;
}

/** The board’s side of the transfer protocol: one request, one response. */
export class StpSender {
  private readonly line: ModemLine;
  private transaction = 0;
  private session = 0;

  constructor(line: ModemLine) {
    this.line = line;
  }

  /** Returns `undefined` when the modem does not open a session. */
  async open(): Promise<StpOpening | undefined> {
    this.line.discard();
    if (!(await this.request(OPERATION.reset, new Uint8Array()))) return undefined;
    this.session = 1;
    const opened = await this.request(OPERATION.open, new Uint8Array());
    if (!opened || opened.length < 4 || opened.readUInt8(0) === 0) return undefined;
    return { version: opened.readUInt8(1), maximumTransfer: opened.readUInt16BE(2) };
  }

  /** Sends everything; false when the modem stops answering. */
  async send(image: ToolFile, maximumTransfer: number, onSent: (bytes: number) => void): Promise<boolean> {
    const largest = Math.min(LARGEST_BLOCK_BYTES, maximumTransfer - HEADER_BYTES);
    let sent = 0;
    while (sent < image.size) {
      const pieceEnd = Math.min(image.size, sent - (sent % PIECE_BYTES) + PIECE_BYTES);
      const block = image.read(sent, Math.min(pieceEnd, sent + largest));
      const length = Buffer.alloc(2);
      length.writeUInt16BE(block.length);
      if (!(await this.request(OPERATION.announce, length))) return false;
      const answer = await this.request(OPERATION.block, block);
      if (!answer || answer.length < 2) return false;
      sent += block.length - answer.readUInt16BE(0);
      onSent(sent);
    }
    return true;
  }

  /** A missing answer does not count as an error. */
  async close(): Promise<void> {
    await this.exchange(OPERATION.reset, new Uint8Array(), CLOSE_DEADLINE_MS);
  }

  private async request(operation: number, payload: Uint8Array): Promise<Buffer | undefined> {
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await this.exchange(operation, payload, ANSWER_DEADLINE_MS);
      if (answer) {
        this.transaction++;
        return answer;
      }
    }
    return undefined;
  }

  private async exchange(
    operation: number,
    payload: Uint8Array,
    deadlineMs: number,
  ): Promise<Buffer | undefined> {
    const header = Buffer.alloc(HEADER_BYTES);
    header.write('fast', 0, 'latin1');
    header.writeUInt8(operation, 4);
    header.writeUInt8(this.session, 5);
    header.writeUInt16BE(payload.length, 6);
    header.writeUInt32BE(this.transaction, 8);
    if (payload.length > 0) header.writeUInt16BE(crc16(payload), 14);
    header.writeUInt16BE(crc16(header), 12);
    this.line.write(Buffer.concat([header, payload]));
    const frame = await this.line.take((held) => this.frameEnd(held, operation), deadlineMs);
    if (!frame) return undefined;
    const start = frame.lastIndexOf('tsaf', frame.length, 'latin1');
    return frame.subarray(start + HEADER_BYTES);
  }

  /** The end of the response to this request; `undefined` while it is incomplete. */
  private frameEnd(held: Buffer, operation: number): number | undefined {
    for (let start = held.indexOf('tsaf'); start >= 0; start = held.indexOf('tsaf', start + 1)) {
      if (held.length < start + HEADER_BYTES) return undefined;
      const end = start + HEADER_BYTES + held.readUInt16BE(start + 6);
      if (held.length < end) return undefined;
      if (
        held.readUInt8(start + 4) === (operation | 0x80) &&
        held.readUInt32BE(start + 8) === this.transaction
      ) {
        return end;
      }
    }
    return undefined;
  }
}
