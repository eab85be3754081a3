import { expect, test } from 'vitest';
import { isUpgradeError } from '../../src/base/upgradeError';
import { ByteStream } from '../../src/transport/byteStream';
import { InProcessWire, type WireOptions } from './inProcess';
import type { ModemConfiguration } from './modem/configuration';
import { SimulatedModem } from './modem/simulatedModem';
import { VirtualClock } from './virtualClock';

const HOUR = 3_600_000;
const { signal } = new AbortController();

function connect(options: Partial<WireOptions> = {}, configuration: Partial<ModemConfiguration> = {}) {
  const clock = new VirtualClock();
  const modem = new SimulatedModem({ echoIn: [], ...configuration }, clock);
  return { clock, modem, wire: new InProcessWire(modem, clock, options) };
}

test('hours pass at once and in the right order', async () => {
  const clock = new VirtualClock();
  const order: string[] = [];
  await Promise.all(
    [2, 1, 3].map((hours) =>
      clock.sleep(hours * HOUR).then(() => order.push(`${hours} at ${clock.now() / HOUR}`)),
    ),
  );
  expect(order).toEqual(['1 at 1', '2 at 2', '3 at 3']);
});

test('an aborted sleep is cancelled and takes no time', async () => {
  const clock = new VirtualClock();
  const ended = new AbortController();
  const sleeping = clock.sleep(HOUR, ended.signal);
  ended.abort(new Error('enough'));
  await expect(sleeping).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(clock.now()).toBe(0);
});

test('an answer comes before the deadline that waits for it', async () => {
  const { clock, wire } = connect();
  const stream = new ByteStream(await wire.open(wire.path, 921_600, signal), clock);
  await stream.write(Buffer.from('AT\r\n'), signal);
  if (stream.peek().length === 0) await stream.more(HOUR, signal);
  expect(Buffer.from(stream.takeAll()).toString()).toBe('\r\nOK\r\n');
  expect(clock.now()).toBe(0);
});

test('answers arrive in pieces, separate from each other', async () => {
  const { clock, wire } = connect({ fragmentBytes: 1 });
  const port = await wire.open(wire.path, 921_600, signal);
  const pieces: string[] = [];
  port.onData((bytes) => pieces.push(Buffer.from(bytes).toString()));
  await port.write(Buffer.from('AT\r\n'), signal);
  await clock.sleep(1);
  expect(pieces).toEqual(['\r', '\n', 'O', 'K', '\r', '\n']);
});

test('with pacing, bytes and answers take their time', async () => {
  const { clock, wire } = connect({ paced: true, latencyMs: 16 });
  const stream = new ByteStream(await wire.open(wire.path, 921_600, signal), clock);
  await stream.write(Buffer.from('AT\r\n'), signal);
  await stream.more(HOUR, signal);
  expect(clock.now()).toBeCloseTo(16 + ((4 + 6) * 10_000) / 921_600, 6);
});

test('at another rate both sides hear noise', async () => {
  const { clock, modem, wire } = connect();
  const port = await wire.open(wire.path, 115_200, signal);
  const stream = new ByteStream(port, clock);
  await port.write(Buffer.from('AT\r\n'), signal);
  await clock.sleep(100);
  expect(modem.truth.commands).toEqual([]);
  await port.setBaudRate(921_600, signal);
  await port.write(Buffer.from('\r\nAT\r\n'), signal);
  await clock.sleep(100);
  expect(Buffer.from(stream.takeAll()).toString()).toContain('OK');
});

test('an unplugged port reports that once, and can be opened again when it is back', async () => {
  const { wire } = connect();
  const port = await wire.open(wire.path, 921_600, signal);
  await expect(wire.open(wire.path, 921_600, signal)).rejects.toMatchObject({ code: 'PORT_BUSY' });
  const losses: unknown[] = [];
  port.onLost((error) => losses.push(error.code));
  wire.unplug();
  expect(losses).toEqual(['PORT_UNPLUGGED']);
  const failure: unknown = await port.write(Buffer.from('AT'), signal).catch((error: unknown) => error);
  expect(isUpgradeError(failure, 'PORT_UNPLUGGED')).toBe(true);
  await expect(wire.open(wire.path, 921_600, signal)).rejects.toMatchObject({ code: 'PORT_NOT_FOUND' });
  wire.replug();
  await (await wire.open(wire.path, 921_600, signal)).close();
});
