import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import { serialOpener } from '../../src/transport/serialTransport';
import type { Transport } from '../../src/transport/transport';
import { stpRequest } from '../simulator/handHost';

const RATE = 921_600;
/** The field’s tool reads 2048 bytes, sends 2016 of them, and the other 32 in a separate block. */
const PIECES = [2016, 32] as const;
const ANSWER_BYTES = { plain: 16, open: 20, block: 18 } as const;
const never = new AbortController().signal;

/**
 * Sends an image with only the block pattern of the field’s tool, as public logs describe
 * it. @returns seconds of the transfer
 */
export async function sendAsReference(path: string, image: Uint8Array): Promise<number> {
  const transport = await serialOpener(systemClock, silentLogger)(path, RATE, never);
  const answers = new Answers(transport);
  const at = async (command: string): Promise<void> => {
    await transport.write(Buffer.from(`${command}\r\n`), never);
    await answers.until('OK\r\n');
  };
  await at('AT+SMSWBOOT=3,1');
  await answers.until('+SHUTDOWN', 500);
  for (let attempt = 0; attempt < 20 && !(await answers.says(transport, 'AT+SMOD?', '4')); attempt++);
  await at('AT+SMSTPU="ON_THE_FLY"');

  const begun = performance.now();
  let transaction = 0;
  const request = async (
    operation: number,
    session: number,
    payload: Uint8Array,
    bytes: number,
  ): Promise<void> => {
    await transport.write(stpRequest(operation, session, transaction, payload), never);
    transaction++;
    await answers.take(bytes);
  };
  await request(0, 0, new Uint8Array(), ANSWER_BYTES.plain);
  await request(1, 1, new Uint8Array(), ANSWER_BYTES.open);
  for (let offset = 0; offset < image.length;) {
    for (const piece of PIECES) {
      const block = image.subarray(offset, offset + piece);
      if (block.length === 0) break;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(block.length);
      await request(2, 1, length, ANSWER_BYTES.plain);
      await request(3, 1, block, ANSWER_BYTES.block);
      offset += block.length;
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  await transport.close();
  return seconds;
}

class Answers {
  private held = '';
  private wake: (() => void) | undefined;

  constructor(transport: Transport) {
    transport.onData((bytes) => {
      this.held += Buffer.from(bytes).toString('latin1');
      this.wake?.();
    });
  }

  async take(count: number): Promise<void> {
    await this.wait(() => this.held.length >= count, 30_000);
    this.held = this.held.slice(count);
  }

  async until(text: string, ms = 5000): Promise<void> {
    await this.wait(() => this.held.includes(text), ms);
    this.held = '';
  }

  async says(transport: Transport, command: string, answer: string): Promise<boolean> {
    this.held = '';
    await transport.write(Buffer.from(`${command}\r\n`), never);
    await this.wait(() => this.held.includes('OK\r\n'), 300);
    const yes = this.held.includes(`\n${answer}\r`);
    this.held = '';
    return yes;
  }

  /** Resolves when the condition holds or the time is over. */
  private wait(holds: () => boolean, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.wake = () => {
        if (holds()) done();
      };
      this.wake();
    });
  }
}
