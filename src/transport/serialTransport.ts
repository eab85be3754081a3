import { stat } from 'node:fs/promises';
import type { SerialPort } from 'serialport';
import { neverAborted, throwIfCancelled, withDeadline, raceTimeout } from '../base/cancellation';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import type { Logger } from '../base/logger';
import { Once } from '../base/once';
import type { UpgradeError } from '../base/upgradeError';
import { transportErrors } from './errors';
import { groupOf } from './portOwner';
import { loadSerialPort } from './serialModule';
import type { OpenTransport, Transport } from './transport';

/** A port that takes nothing for this long is stuck: at 115200 baud 8192 bytes need 0.7 s. */
const WRITE_STALL_MS = 15_000;
/** Opening a port is a matter of milliseconds; some Bluetooth ports never return. */
const OPEN_DEADLINE_MS = 10_000;
/** So are a setting and the end; a driver that hangs in one of them is not waited for. */
const SET_DEADLINE_MS = 2_000;
const CLOSE_DEADLINE_MS = 5_000;
/** How often the device file is looked for: an unplugged port does not always say so by itself. */
const PRESENCE_INTERVAL_MS = 500;
/** Chunk handed over by the driver at most. */
const READ_CHUNK_BYTES = 16_384;

/** Opens real serial ports, and pseudo-terminals, which have neither control lines nor an entry in the port list. */
export function serialOpener(
  clock: Clock,
  logger: Logger,
  platform: NodeJS.Platform = process.platform,
): OpenTransport {
  return async (path, baudRate, signal) => {
    throwIfCancelled(signal);
    const { SerialPort } = await loadSerialPort();
    const port = new SerialPort({ path, baudRate, autoOpen: false, highWaterMark: READ_CHUNK_BYTES });
    // It listens from the first moment on: an error that nobody hears ends the process.
    const transport = new SerialTransport(port, clock, logger);
    const opening = callback((done) => port.open(done));
    let opened: Awaited<typeof opening> | undefined;
    try {
      opened = await withDeadline(clock, OPEN_DEADLINE_MS, signal, () => opening);
    } finally {
      // One that opens when nobody waits for it any more would be held for good.
      if (!opened) port.once('open', () => port.close());
    }
    if (!opened) throw await openError(path, new Error('it does not open'), platform);
    if (opened.error) throw await openError(path, opened.error, platform);
    try {
      await transport.begin(signal);
    } catch (error) {
      await transport.close();
      throw error;
    }
    return transport;
  };
}

class SerialTransport implements Transport {
  readonly path: string;
  private readonly port: SerialPort;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly data = new Emitter<Uint8Array>();
  private readonly lost = new Once<UpgradeError>();
  private readonly ended = new AbortController();
  readonly onData = this.data.event;
  readonly onLost = this.lost.event;

  constructor(port: SerialPort, clock: Clock, logger: Logger) {
    this.path = port.path;
    this.port = port;
    this.clock = clock;
    this.logger = logger;
    port.on('data', (chunk: Uint8Array) => this.data.fire(chunk));
    port.on('error', (error: Error) => this.lose(error));
    // Closing it ourselves sets `ended` first; any other end is the cable's.
    port.on('close', (error: Error | null) =>
      this.lose(error ?? new Error('closed by the operating system')),
    );
  }

  /** Called once, when the port is open. @throws CANCELLED */
  async begin(signal: AbortSignal): Promise<void> {
    if (this.path.startsWith('/')) this.watchPresence().catch((error: unknown) => this.lose(error));
    const set = callback((done) => this.port.set({ lowLatency: true }, done));
    const outcome = await raceTimeout(this.clock, SET_DEADLINE_MS, signal, set);
    if (outcome?.error !== null)
      this.logger.debug(`${this.path}: no low-latency mode (${outcome?.error.message ?? 'no answer'})`);
  }

  get baudRate(): number {
    return this.port.baudRate;
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    if (this.lost.value) throw this.lost.value;
    await this.inTime((done) => this.port.write(bytes, undefined, done), signal);
  }

  async drain(signal: AbortSignal): Promise<void> {
    await this.inTime((done) => this.port.drain(done), signal);
  }

  async setBaudRate(bitsPerSecond: number, signal: AbortSignal): Promise<void> {
    await this.drain(signal);
    await this.inTime((done) => this.port.update({ baudRate: bitsPerSecond }, done), signal);
  }

  async close(): Promise<void> {
    if (this.ended.signal.aborted) return;
    this.ended.abort();
    if (!this.port.isOpen) return;
    const closing = callback((done) => this.port.close(done));
    if (!(await raceTimeout(this.clock, CLOSE_DEADLINE_MS, neverAborted(), closing)))
      this.logger.warn(`${this.path} does not close`);
  }

  private async inTime(call: SerialCall, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    this.throwFailure(await raceTimeout(this.clock, WRITE_STALL_MS, signal, callback(call)));
  }

  private throwFailure(outcome: { readonly error: Error | null } | undefined): void {
    if (this.lost.value) throw this.lost.value;
    if (!outcome) throw transportErrors.writeStalled(this.path, WRITE_STALL_MS / 1000);
    if (outcome.error) throw transportErrors.unplugged(this.path, outcome.error);
  }

  private lose(cause: unknown): void {
    if (this.ended.signal.aborted) return;
    this.ended.abort();
    this.lost.fire(transportErrors.unplugged(this.path, cause));
    // A hung-up terminal is read from in a circle until it is closed.
    if (this.port.isOpen) this.port.close();
  }

  /** Ends when the device file is gone, or is another one: a board unplugged and plugged in again keeps its name. */
  private async watchPresence(): Promise<void> {
    const { signal } = this.ended;
    const opened = await identityOf(this.path);
    while (!signal.aborted) {
      await this.clock.sleep(PRESENCE_INTERVAL_MS, signal).catch(() => undefined);
      const now = await identityOf(this.path);
      if (now === undefined || now !== opened)
        this.lose(new Error(now === undefined ? 'the device is gone' : 'another device has its name'));
    }
  }
}

/** What tells a device file from a later one of the same name; undefined when there is none. */
async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino, rdev, birthtimeMs } = await stat(path);
    return [dev, ino, rdev, birthtimeMs].join(' ');
  } catch {
    return undefined;
  }
}

type SerialCall = (done: (error?: Error | null) => void) => unknown;

/** serialport's callbacks as a promise that never rejects, so that an abandoned one harms nobody. */
function callback(call: SerialCall): Promise<{ readonly error: Error | null }> {
  return new Promise((resolve) => {
    call((error) => resolve({ error: error ?? null }));
  });
}

/** The operating systems' own words, read here and nowhere else. */
async function openError(path: string, error: Error, platform: NodeJS.Platform): Promise<UpgradeError> {
  const text = error.message;
  if (/no such (file|device)|file not found|ENOENT|ENXIO/i.test(text))
    return transportErrors.notFound(path, error);
  // Windows calls a port that somebody else holds "Access denied"; there is no permission to lack.
  const windows = platform === 'win32';
  if (/lock port|busy|temporarily unavailable/i.test(text) || (windows && /access denied/i.test(text))) {
    return transportErrors.busy(path, error);
  }
  if (/permission denied|access denied|EACCES|EPERM/i.test(text))
    return transportErrors.noPermission(path, await groupOf(path, platform), error);
  return transportErrors.openFailed(path, error);
}
