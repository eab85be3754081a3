import type { Transport } from '../../../src/transport/transport';

const WAIT_MS = 10_000;
const never = new AbortController().signal;

/** A simple host for tests of the board: it uses the raw REPL without any precautions. */
export class RawClient {
  readonly transport: Transport;
  private held = '';
  private wake: (() => void) | undefined;

  constructor(transport: Transport) {
    this.transport = transport;
    transport.onData((bytes) => {
      this.held += Buffer.from(bytes).toString('latin1');
      this.wake?.();
    });
  }

  /** Input that was not read yet. */
  get unread(): string {
    return this.held;
  }

  /** Each character is one byte. */
  async write(text: string): Promise<void> {
    await this.transport.write(Buffer.from(text, 'latin1'), never);
  }

  /** Waits for the text and returns everything up to its end. */
  async until(text: string, ms = WAIT_MS): Promise<string> {
    const found = await this.waitFor(() => {
      const at = this.held.indexOf(text);
      return at < 0 ? undefined : at + text.length;
    }, ms);
    if (found === undefined)
      throw new Error(`no ${JSON.stringify(text)} in ${JSON.stringify(this.held.slice(-400))}`);
    const result = this.held.slice(0, found);
    this.held = this.held.slice(found);
    return result;
  }

  async enterRaw(): Promise<void> {
    await this.write('\r\x03\x03\x02');
    await this.until('>>> ');
    await this.write('\r\x01');
    await this.until('raw REPL; CTRL-B to exit\r\n>');
  }

  /** Runs a program in the raw REPL; its output, or an error that holds the traceback. */
  async exec(program: string, ms = WAIT_MS): Promise<string> {
    await this.write(`${program}\x04`);
    await this.until('OK', ms);
    const output = (await this.until('\x04', ms)).slice(0, -1);
    const traceback = (await this.until('\x04>', ms)).slice(0, -2);
    if (traceback) throw new Error(traceback);
    return output;
  }

  private waitFor<T>(look: () => T | undefined, ms: number): Promise<T | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(undefined), ms);
      const done = (value: T | undefined): void => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve(value);
      };
      this.wake = () => {
        const value = look();
        if (value !== undefined) done(value);
      };
      this.wake();
    });
  }
}
