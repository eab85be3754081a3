import { expect, test } from 'vitest';
import { MirrorStream, SlowText } from '../../../../src/upgrade/inspect/mirrorStream';
import { misread } from '../../../simulator/modem/noise';
import { VirtualClock } from '../../../simulator/virtualClock';
import { FakeTransport } from '../../transport/fakeTransport';

const never = new AbortController().signal;
const START = 'ets Jun  8 2016 00:22:57\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x17 (SPI_FAST_FLASH_BOOT)\r\n';
const GARBLED = misread(Buffer.from(START), 115_200, 921_600);

function mirrored(): { clock: VirtualClock; port: FakeTransport; stream: MirrorStream } {
  const clock = new VirtualClock();
  const port = new FakeTransport();
  return { clock, port, stream: new MirrorStream(port, clock) };
}

test('text at the board’s rate followed by a prompt is a restart, which ends every wait and write', async () => {
  const { clock, port, stream } = mirrored();
  port.onWrite = () => {
    if (port.baudRate === 115_200) void clock.sleep(1).then(() => port.say('\r\n>>> '));
  };
  port.say(GARBLED);
  stream.discard();
  await expect(stream.more(90_000, never)).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
  await expect(stream.write(Buffer.from('AT'), never)).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
  await expect(stream.more(1, never)).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
});

test('a modem that answers after such text is not addressed at another rate', async () => {
  const { clock, port, stream } = mirrored();
  port.say(GARBLED);
  stream.discard();
  void clock.sleep(800).then(() => port.say('OK\r\n'));
  expect(await stream.more(5000, never)).toBe(true);
  stream.discard();
  expect(await stream.more(5000, never)).toBe(false);
  expect(port.written).toEqual([]);
});

test('without a board’s answer the rate is restored, and no wait gets longer', async () => {
  const { clock, port, stream } = mirrored();
  port.say(GARBLED);
  stream.discard();
  const begun = clock.now();
  expect(await stream.more(90_000, never)).toBe(false);
  expect(clock.now() - begun).toBe(90_000);
  expect(port.written.length).toBeGreaterThan(2);
  expect(port.baudRate).toBe(921_600);
});

test('the text of a starting board at the port’s own rate is a restart with its cause', async () => {
  const { port, stream } = mirrored();
  port.say('rst:0xf (RTCWDT_BROWN_OUT_RESET),boot:0x17 (SPI_FAST_FLASH_BOOT)\r\n');
  stream.discard();
  await expect(stream.more(1000, never)).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
});

test('a prompt among the first bytes of MIRROR mode does not count', async () => {
  const { port, stream } = mirrored();
  port.say('\r\nI (1234) uart: queue free spaces: 0\r\n>>> ');
  stream.discard();
  expect(await stream.more(1000, never)).toBe(false);
});

const heard = (bytes: Uint8Array): boolean => {
  const slow = new SlowText();
  slow.push(bytes, 0);
  return slow.isText;
};
const repeated = (times: number, ...bytes: number[]): Uint8Array =>
  Uint8Array.from({ length: times * bytes.length }, (_, index) => bytes[index % bytes.length] ?? 0);

test('a hundred bytes of both kinds are text of a slower rate', () => {
  expect(heard(repeated(50, 0x00, 0x80))).toBe(true);
  expect(heard(repeated(49, 0x00, 0x80))).toBe(false);
});

test('NULs alone are not slow text, and neither are bytes with another value near the end', () => {
  expect(heard(repeated(500, 0x00))).toBe(false);
  expect(heard(Uint8Array.of(...repeated(500, 0x00, 0x80), 0x42))).toBe(false);
});

test('it knows since when bytes arrived, and for how long none did', () => {
  const slow = new SlowText();
  slow.push(repeated(50, 0x00, 0x80), 1000);
  slow.push(Uint8Array.of(0x80), 3000);
  expect(slow.lastsFor(3500)).toBe(2500);
  expect(slow.quietFor(3500)).toBe(500);
});
