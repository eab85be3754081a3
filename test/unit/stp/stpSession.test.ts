import { describe, expect, test } from 'vitest';
import { BlockSize } from '../../../src/stp/blockSize';
import { OPERATION } from '../../../src/stp/frame';
import { newLinkCounters } from '../../../src/stp/linkCounters';
import { StpSession } from '../../../src/stp/stpSession';
import { ByteStream } from '../../../src/transport/byteStream';
import { ANSWERS_BIT, encodeResponse, findRequest, type Frame } from '../../simulator/modem/stpFrame';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeTransport } from '../transport/fakeTransport';

const { signal } = new AbortController();
const BLOCK = new Uint8Array(100);
const PATIENCE = [1000, 1000];

/** A modem that answers every request by the book, but where it is told otherwise. */
class Modem {
  readonly port = new FakeTransport();
  readonly requests: Frame[] = [];
  /** Bytes of a block that it says it did not take. */
  residue = 0;
  /** Operation that it does not answer. */
  deafTo: number | undefined;
  private readonly clock = new VirtualClock();

  constructor() {
    this.port.onWrite = (text) => {
      const { frame } = findRequest(Buffer.from(text, 'latin1'));
      if (!frame) return;
      this.requests.push(frame);
      if (frame.operation === this.deafTo) return;
      const answer = { ...frame, operation: frame.operation | ANSWERS_BIT, payload: this.payloadFor(frame) };
      this.port.say(encodeResponse(answer, 'filled'));
    };
  }

  session(): Promise<StpSession> {
    const transfer = {
      stream: new ByteStream(this.port, this.clock),
      clock: this.clock,
      counters: newLinkCounters(),
      blockSize: new BlockSize(Infinity),
      bitsPerSecond: 921_600,
      closesWhenCancelled: false,
      listener: { onSession: () => undefined, onProgress: () => undefined, onSilence: () => undefined },
    };
    return StpSession.open(transfer, signal);
  }

  private payloadFor({ operation }: Frame): Uint8Array {
    if (operation === OPERATION.open) return Uint8Array.of(1, 1, 0x20, 0);
    return operation === OPERATION.block
      ? Uint8Array.of(this.residue >> 8, this.residue & 0xff)
      : BLOCK.slice(0, 0);
  }
}

describe('a session', () => {
  test('tells how long frames may be, and what of a block was not taken', async () => {
    const modem = new Modem();
    const session = await modem.session();
    expect(session).toMatchObject({ version: 1, maximumTransfer: 8192 });
    expect(await session.sendBlock(BLOCK, PATIENCE, signal)).toBe(0);
    modem.residue = 30;
    expect(await session.sendBlock(BLOCK, PATIENCE, signal)).toBe(30);
  });

  test('whose modem gives back more than it was sent is not believed', async () => {
    const modem = new Modem();
    const session = await modem.session();
    modem.residue = BLOCK.length + 1;
    await expect(session.sendBlock(BLOCK, PATIENCE, signal)).rejects.toMatchObject({ code: 'STP_DAMAGED' });
  });

  test('is closed by a transaction of its own when the one before it was never answered', async () => {
    const modem = new Modem();
    const session = await modem.session();
    modem.deafTo = OPERATION.block;
    await expect(session.sendBlock(BLOCK, PATIENCE, signal)).rejects.toMatchObject({ code: 'STP_NO_ANSWER' });
    await session.close(signal);
    const [first, second, close] = modem.requests.slice(-3);
    expect(second).toEqual(first);
    expect(close).toMatchObject({ operation: OPERATION.reset, transaction: Number(first?.transaction) + 1 });
  });

  test('whose modem does not answer the close is closed all the same', async () => {
    const modem = new Modem();
    const session = await modem.session();
    modem.deafTo = OPERATION.reset;
    await session.close(signal);
    expect(modem.requests.filter(({ operation }) => operation === OPERATION.reset).length).toBeGreaterThan(2);
  });

  test('that never begins because the cable is pulled is told as that', async () => {
    const modem = new Modem();
    modem.port.onWrite = () => modem.port.unplug();
    await expect(modem.session()).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });
  });
});
