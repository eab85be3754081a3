import { throwIfCancelled } from '../../src/base/cancellation';
import type { Clock } from '../../src/base/clock';
import { Emitter } from '../../src/base/emitter';
import { Once } from '../../src/base/once';
import type { UpgradeError } from '../../src/base/upgradeError';
import { transportErrors } from '../../src/transport/errors';
import type { OpenTransport, Transport } from '../../src/transport/transport';
import { misread } from './modem/noise';
import type { ModemOutput } from './modem/modemOutput';

/** The device at the end of a wire: a modem, or a board with a modem. */
export interface WireEnd {
  receive(bytes: Uint8Array, baudRate: number): void;
  readonly onOutput: (listener: (output: ModemOutput) => void) => { dispose(): void };
}

export interface WireOptions {
  readonly path: string;
  /** The largest piece of an answer that the host gets at once, in bytes. */
  readonly fragmentBytes: number;
  /** The pause between two pieces, milliseconds. */
  readonly fragmentGapMs: number;
  /** Bytes take as long as the baud rate requires. */
  readonly paced: boolean;
  /** The delay from the modem’s answer to its first byte on the wire. */
  readonly latencyMs: number;
}

const BITS_PER_BYTE = 10;
const DEFAULTS: WireOptions = {
  path: 'simulated',
  fragmentBytes: Infinity,
  fragmentGapMs: 0,
  paced: false,
  latencyMs: 0,
};

/** A serial cable inside the process, with one port for the host. */
export class InProcessWire {
  readonly open: OpenTransport;
  private readonly end: WireEnd;
  private readonly clock: Clock;
  private options: WireOptions;
  private pluggedIn = true;
  private port: InProcessPort | undefined;

  constructor(end: WireEnd, clock: Clock, options: Partial<WireOptions> = {}) {
    this.end = end;
    this.clock = clock;
    this.options = { ...DEFAULTS, ...options };
    this.open = async (path, baudRate, signal) => {
      await Promise.resolve();
      throwIfCancelled(signal);
      if (!this.pluggedIn || path !== this.options.path) throw transportErrors.notFound(path, undefined);
      if (this.port?.isOpen) throw transportErrors.busy(path, undefined);
      this.port = new InProcessPort(this.end, this.clock, this.options, baudRate);
      return this.port;
    };
  }

  get path(): string {
    return this.options.path;
  }

  unplug(): void {
    this.pluggedIn = false;
    this.port?.lose();
  }

  /** @param path the port’s new path; unchanged by default */
  replug(path = this.options.path): void {
    this.options = { ...this.options, path };
    this.pluggedIn = true;
  }
}

class InProcessPort implements Transport {
  readonly path: string;
  isOpen = true;
  private readonly end: WireEnd;
  private readonly clock: Clock;
  private readonly options: WireOptions;
  private readonly data = new Emitter<Uint8Array>();
  private readonly lost = new Once<UpgradeError>();
  private readonly listening: { dispose(): void };
  private rate: number;
  private readonly outward: Lane;
  private readonly inward: Lane;
  readonly onData = this.data.event;
  readonly onLost = this.lost.event;

  constructor(end: WireEnd, clock: Clock, options: WireOptions, baudRate: number) {
    this.path = options.path;
    this.end = end;
    this.clock = clock;
    this.options = options;
    this.rate = baudRate;
    this.outward = new Lane(clock);
    this.inward = new Lane(clock);
    this.listening = end.onOutput((output) => this.bring(output));
  }

  get baudRate(): number {
    return this.rate;
  }

  write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.lost.value) return Promise.reject(this.lost.value);
    const [copy, rate] = [bytes.slice(), this.rate];
    this.outward.carry(this.wireMs(copy, rate), () => {
      if (this.isOpen) this.end.receive(copy, rate);
    });
    return Promise.resolve().then(() => throwIfCancelled(signal));
  }

  async drain(signal: AbortSignal): Promise<void> {
    await this.outward.empty();
    throwIfCancelled(signal);
    if (this.lost.value) throw this.lost.value;
  }

  async setBaudRate(bitsPerSecond: number, signal: AbortSignal): Promise<void> {
    await this.drain(signal);
    this.rate = bitsPerSecond;
  }

  close(): Promise<void> {
    this.isOpen = false;
    this.listening.dispose();
    return Promise.resolve();
  }

  lose(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.listening.dispose();
    this.lost.fire(transportErrors.unplugged(this.path));
  }

  private bring({ bytes, baudRate }: ModemOutput): void {
    const { fragmentBytes, fragmentGapMs, latencyMs } = this.options;
    const earliest = this.clock.now() + latencyMs;
    for (let at = 0; at < bytes.length; at += fragmentBytes) {
      const piece = bytes.slice(at, at + fragmentBytes);
      const deliver = (): void => {
        if (this.isOpen) this.data.fire(misread(piece, baudRate, this.rate));
      };
      const gapMs = at > 0 ? fragmentGapMs : 0;
      this.inward.carry(gapMs + this.wireMs(piece, baudRate), deliver, earliest, piece.length < bytes.length);
    }
  }

  private wireMs(bytes: Uint8Array, baudRate: number): number {
    return this.options.paced ? (bytes.length * BITS_PER_BYTE * 1000) / baudRate : 0;
  }
}

/** One direction of the cable: a first-in, first-out queue. */
class Lane {
  private readonly clock: Clock;
  private last: Promise<void> = Promise.resolve();
  /** The arrival time of the last byte. */
  private free = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** @param apart whether the listener can first handle the earlier bytes */
  carry(ms: number, deliver: () => void, earliest = 0, apart = false): void {
    this.free = Math.max(this.free, earliest, this.clock.now()) + ms;
    const due = this.free;
    this.last = this.last.then(async () => {
      const rest = due - this.clock.now();
      if (rest > 0 || apart) await this.clock.sleep(Math.max(0, rest));
      deliver();
    });
  }

  empty(): Promise<void> {
    return this.last;
  }
}
