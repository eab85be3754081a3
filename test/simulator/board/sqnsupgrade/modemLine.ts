import { raceTimeout } from '../../../../src/base/cancellation';
import type { Clock } from '../../../../src/base/clock';
import type { Disposable } from '../../../../src/base/disposable';
import { misread } from '../../modem/noise';
import type { ModemPort } from '../modemPort';

export interface AtAnswer {
  /** `null` when no final result arrived in time. */
  readonly result: 'OK' | 'ERROR' | null;
  /** All input, line ends included. */
  readonly text: string;
}

const FAST_BAUD_RATE = 921_600;
/** The UART’s buffer. It may stay unread for hours. */
const HELD_BYTES = 8192;

/** UART1 of the board: bytes to and from the modem, and AT commands on top of them. */
export class ModemLine implements Disposable {
  baudRate = FAST_BAUD_RATE;
  readonly clock: Clock;
  private readonly modem: ModemPort;
  /** Ends every wait. */
  signal = new AbortController().signal;
  private readonly subscription: Disposable;
  private held = Buffer.alloc(0);
  private wake: (() => void) | undefined;

  constructor(modem: ModemPort, clock: Clock) {
    this.modem = modem;
    this.clock = clock;
    this.subscription = modem.onOutput(({ bytes, baudRate }) => {
      this.held = Buffer.concat([this.held, misread(bytes, baudRate, this.baudRate)]).subarray(-HELD_BYTES);
      this.wake?.();
    });
  }

  get isSlow(): boolean {
    return this.baudRate < FAST_BAUD_RATE;
  }

  write(bytes: Uint8Array): void {
    this.modem.receive(bytes, this.baudRate);
  }

  sleep(ms: number): Promise<void> {
    return this.clock.sleep(ms, this.signal);
  }

  discard(): void {
    this.held = Buffer.alloc(0);
  }

  get available(): number {
    return this.held.length;
  }

  takeAll(): Buffer {
    const taken = this.held;
    this.discard();
    return taken;
  }

  /** Sends a command and collects its answer. */
  async command(text: string, deadlineMs: number, lineEnd = '\r\n'): Promise<AtAnswer> {
    this.discard();
    this.write(Buffer.from(text + lineEnd, 'latin1'));
    const found = await this.take((held) => {
      const match = /(?:^|[\r\n\0])(OK|ERROR)\r\n/.exec(held.toString('latin1'));
      return match ? match.index + match[0].length : undefined;
    }, deadlineMs);
    const said = (found ?? this.held).toString('latin1');
    const result = found ? (said.endsWith('OK\r\n') ? 'OK' : 'ERROR') : null;
    return { result, text: said };
  }

  /** Waits for a text anywhere in the input; false when it did not arrive in time. */
  async waitFor(text: string, deadlineMs: number): Promise<boolean> {
    const found = await this.take((held) => {
      const at = held.indexOf(text, 0, 'latin1');
      return at < 0 ? undefined : at + text.length;
    }, deadlineMs);
    return found !== undefined;
  }

  /** Consumes as many bytes as `look` returns; `undefined` when it still returns none at the deadline. */
  async take(look: (held: Buffer) => number | undefined, deadlineMs: number): Promise<Buffer | undefined> {
    const deadline = this.clock.now() + deadlineMs;
    for (;;) {
      const count = look(this.held);
      if (count !== undefined) {
        const taken = this.held.subarray(0, count);
        this.held = this.held.subarray(count);
        return taken;
      }
      const rest = deadline - this.clock.now();
      if (rest <= 0) return undefined;
      await this.more(rest);
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async more(ms: number): Promise<void> {
    const arrival = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    try {
      await raceTimeout(this.clock, ms, this.signal, arrival);
    } finally {
      this.wake = undefined;
    }
  }
}
