import { BlockSize } from '../../../src/stp/blockSize';
import { OPERATION } from '../../../src/stp/frame';
import { newLinkCounters } from '../../../src/stp/linkCounters';
import type { Transfer } from '../../../src/stp/transfer';
import { ByteStream } from '../../../src/transport/byteStream';
import { ANSWERS_BIT, encodeResponse, findRequest, type Frame } from '../../simulator/modem/stpFrame';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeTransport } from '../transport/fakeTransport';

/** A modem that answers every request correctly, unless a test changes that. */
export class ScriptedModem {
  readonly port = new FakeTransport();
  readonly clock = new VirtualClock();
  readonly requests: Frame[] = [];
  /** How many bytes of a block of this length the modem reports as not accepted. */
  residueOf: (bytes: number) => number = () => 0;
  /** Whether the modem ignores a request. */
  isDeafTo: (request: Frame) => boolean = () => false;

  constructor() {
    this.port.onWrite = (text) => {
      const { frame } = findRequest(Buffer.from(text, 'latin1'));
      if (!frame) return;
      this.requests.push(frame);
      if (this.isDeafTo(frame)) return;
      const answer = { ...frame, operation: frame.operation | ANSWERS_BIT, payload: this.payloadFor(frame) };
      this.port.say(encodeResponse(answer, 'filled'));
    };
  }

  transfer(parts: Partial<Transfer> = {}): Transfer {
    return {
      stream: new ByteStream(this.port, this.clock),
      clock: this.clock,
      counters: newLinkCounters(),
      blockSize: new BlockSize(),
      bitsPerSecond: 921_600,
      closesWhenStopped: false,
      enterAgain: () => Promise.resolve(false),
      repeatsBlocks: true,
      triesLargerBlocks: true,
      listener: {
        onSession: () => undefined,
        onProgress: () => undefined,
        onLastBlock: () => Promise.resolve(),
        onSilence: () => undefined,
      },
      ...parts,
    };
  }

  /** The length of each received block, in order. */
  get blocks(): number[] {
    return this.requests.flatMap(({ operation, payload }) =>
      operation === OPERATION.block ? [payload.length] : [],
    );
  }

  private payloadFor({ operation, payload }: Frame): Uint8Array {
    if (operation === OPERATION.open) return Uint8Array.of(1, 1, 0x20, 0);
    const residue = this.residueOf(payload.length);
    return operation === OPERATION.block ? Uint8Array.of(residue >> 8, residue & 0xff) : new Uint8Array(0);
  }
}
