import { crc16 } from './modem/crc16';
import type { SimulatedModem } from './modem/simulatedModem';
import type { VirtualClock } from './virtualClock';

/** A simple host for tests of the modem: it waits in virtual time and records the answers. */
export class HandHost {
  private readonly modem: SimulatedModem;
  private readonly clock: VirtualClock;
  private heard = Buffer.alloc(0);
  private transaction = 0;

  constructor(modem: SimulatedModem, clock: VirtualClock) {
    this.modem = modem;
    this.clock = clock;
    modem.onOutput(({ bytes }) => (this.heard = Buffer.concat([this.heard, bytes])));
  }

  /** The answers since the last call, `ms` milliseconds from now. */
  async listen(ms = 0): Promise<Buffer> {
    if (ms > 0) await this.clock.sleep(ms);
    const heard = this.heard;
    this.heard = Buffer.alloc(0);
    return heard;
  }

  async say(text: string, ms = 0): Promise<string> {
    this.modem.receive(Buffer.from(text, 'latin1'));
    return (await this.listen(ms)).toString('latin1');
  }

  at(command: string, ms = 0): Promise<string> {
    return this.say(`${command}\r\n`, ms);
  }

  /** @param transaction the next one by default */
  async stp(
    operation: number,
    session: number,
    payload: Uint8Array,
    transaction = this.transaction,
  ): Promise<Buffer> {
    this.modem.receive(stpRequest(operation, session, transaction, payload));
    this.transaction = transaction + 1;
    return this.listen(600_000);
  }

  async openSession(): Promise<Buffer> {
    await this.stp(0, 0, new Uint8Array(), 0);
    return this.stp(1, 1, new Uint8Array(), 1);
  }

  async sendBlock(block: Uint8Array): Promise<Buffer> {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(block.length);
    await this.stp(2, 1, length);
    return this.stp(3, 1, block);
  }

  async sendImage(image: Uint8Array, blockBytes: number): Promise<void> {
    await this.openSession();
    for (let at = 0; at < image.length; at += blockBytes)
      await this.sendBlock(image.subarray(at, at + blockBytes));
    await this.stp(0, 1, new Uint8Array());
  }
}

export function stpRequest(
  operation: number,
  session: number,
  transaction: number,
  payload: Uint8Array,
): Buffer {
  const header = Buffer.alloc(16);
  header.write('fast', 'latin1');
  header.writeUInt8(operation, 4);
  header.writeUInt8(session, 5);
  header.writeUInt16BE(payload.length, 6);
  header.writeUInt32BE(transaction, 8);
  if (payload.length > 0) header.writeUInt16BE(crc16(payload), 14);
  header.writeUInt16BE(crc16(header), 12);
  return Buffer.concat([header, payload]);
}
