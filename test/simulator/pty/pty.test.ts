import { createHash } from 'node:crypto';
import { SerialPort } from 'serialport';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { silentLogger } from '../../../src/base/logger';
import type { UpgradeError } from '../../../src/base/upgradeError';
import { serialOpener } from '../../../src/transport/serialTransport';
import { fullImage } from '../../fixtures/firmware';
import { stpRequest } from '../handHost';
import { hasPseudoTerminals } from './hasPseudoTerminals';
import { type ModemOnPty, startModemOnPty } from './modemOnPty';
import { IN_REAL_TIME } from '../board/realTime';

const release: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const each of release.splice(0).reverse()) await each();
});

async function start(options: Parameters<typeof startModemOnPty>[0] = {}): Promise<ModemOnPty> {
  const running = await startModemOnPty(options);
  release.push(() => running.stop());
  return running;
}

/** A host’s port: writes complete requests, and reads until a text or a number of bytes has arrived. */
class Port {
  readonly port: SerialPort;
  private heard = Buffer.alloc(0);
  private wake: (() => void) | undefined;

  private constructor(port: SerialPort) {
    this.port = port;
    port.on('data', (chunk: Buffer) => {
      this.heard = Buffer.concat([this.heard, chunk]);
      this.wake?.();
    });
  }

  static async open(path: string, baudRate: number): Promise<Port> {
    const port = new SerialPort({ path, baudRate, autoOpen: false });
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    release.push(
      () =>
        new Promise((resolve) => (port.isOpen ? port.close(() => resolve(undefined)) : resolve(undefined))),
    );
    return new Port(port);
  }

  write(bytes: string | Uint8Array): void {
    this.port.write(Buffer.from(bytes as string));
  }

  async until(there: (heard: Buffer) => boolean): Promise<Buffer> {
    while (!there(this.heard)) await new Promise<void>((resolve) => (this.wake = resolve));
    const { heard } = this;
    this.heard = Buffer.alloc(0);
    return heard;
  }

  async ask(bytes: string | Uint8Array, answerBytes: number): Promise<Buffer> {
    this.write(bytes);
    return this.until(({ length }) => length >= answerBytes);
  }

  /** @returns the duration in seconds */
  async sendImage(image: Uint8Array, blockBytes: number): Promise<number> {
    const nothing = new Uint8Array();
    await this.ask(stpRequest(0, 0, 0, nothing), 16);
    await this.ask(stpRequest(1, 1, 1, nothing), 20);
    let transaction = 2;
    const begun = performance.now();
    for (let at = 0; at < image.length; at += blockBytes) {
      const block = image.subarray(at, at + blockBytes);
      await this.ask(
        stpRequest(2, 1, transaction++, Uint8Array.of(block.length >> 8, block.length & 255)),
        16,
      );
      await this.ask(stpRequest(3, 1, transaction++, block), 18);
    }
    const seconds = (performance.now() - begun) / 1000;
    await this.ask(stpRequest(0, 1, transaction, nothing), 16);
    return seconds;
  }
}

test.skipIf(!hasPseudoTerminals)('answers at its own rate and gets noise at another', async () => {
  const { path, modem } = await start({ modem: { echoIn: [] } });
  const right = await Port.open(path, 921_600);
  expect((await right.ask('AT\r\n', 6)).toString('latin1')).toBe('\r\nOK\r\n');
  await new Promise((resolve) => right.port.close(resolve));
  const wrong = await Port.open(path, 115_200);
  wrong.write('AT+SMOD?\r\n');
  await expect
    .poll(() => modem.truth.bytesReceived, IN_REAL_TIME)
    .toBe('AT\r\n'.length + 'AT+SMOD?\r\n'.length);
  expect(modem.truth.commands).toEqual(['AT']);
});

test.skipIf(!hasPseudoTerminals)('its own answers are noise to a host at another rate', async () => {
  const { path, modem } = await start({
    modem: { announcesStartIn: [2], noiseAfterReset: new Uint8Array(), bootMs: 1 },
  });
  const port = await Port.open(path, 115_200);
  modem.powerCycle();
  expect((await port.until(({ length }) => length > 0)).toString('latin1')).not.toContain('SYSSTART');
});

test.skipIf(!hasPseudoTerminals)('transfers 6 MB without an error', async () => {
  const { path, modem } = await start({ modem: { state: 4, pauses: [] } });
  const image = fullImage();
  const port = await Port.open(path, 921_600);
  await port.ask('AT+SMSTPU="ON_THE_FLY"\r\n', 6);
  await port.sendImage(image, 8176);
  expect(modem.truth.images[0]?.sha256).toBe(createHash('sha256').update(image).digest('hex'));
  expect(modem.truth.overrunBytes).toBe(0);
});

test.skipIf(!hasPseudoTerminals)(
  'paced, it takes at least the time that the bytes need at the baud rate',
  async () => {
    const latencyMs = 3;
    const { path } = await start({ modem: { state: 4, pauses: [] }, paced: true, latencyMs });
    const [size, block] = [300_000, 8176];
    const port = await Port.open(path, 921_600);
    await port.ask('AT+SMSTPU="ON_THE_FLY"\r\n', 6);
    const seconds = await port.sendImage(fullImage({ size }), block);
    const blocks = Math.ceil(size / block);
    const expected = ((size + blocks * (18 + 16 + 16 + 18)) * 10) / 921_600 + (2 * blocks * latencyMs) / 1000;
    // Any extra time depends on the machine. The benchmark measures that.
    expect(seconds / expected).toBeGreaterThan(0.99);
  },
);

test.skipIf(!hasPseudoTerminals)('unplugged it disappears, and comes back under the same path', async () => {
  const running = await start({ modem: { echoIn: [] } });
  const { signal } = new AbortController();
  const open = serialOpener(systemClock, silentLogger);
  const port = await open(running.path, 921_600, signal);
  const lost = new Promise<UpgradeError>((resolve) => port.onLost(resolve));
  await running.unplug();
  expect((await lost).code).toBe('PORT_UNPLUGGED');
  await expect(open(running.path, 921_600, signal)).rejects.toMatchObject({ code: 'PORT_NOT_FOUND' });
  await running.replug();
  const again = await Port.open(running.path, 921_600);
  expect((await again.ask('AT+SMOD?\r\n', 5)).toString('latin1')).toContain('2');
  expect(running.modem.truth.state).toBe(2);
});
