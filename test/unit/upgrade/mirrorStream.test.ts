import { expect, test } from 'vitest';
import { MirrorStream } from '../../../src/upgrade/mirrorStream';
import { misread } from '../../simulator/modem/noise';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeTransport } from '../transport/fakeTransport';

const never = new AbortController().signal;
const START = 'ets Jun  8 2016 00:22:57\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x17 (SPI_FAST_FLASH_BOOT)\r\n';
const GARBLED = misread(Buffer.from(START), 115_200, 921_600);

function mirrored(): { clock: VirtualClock; port: FakeTransport; stream: MirrorStream } {
  const clock = new VirtualClock();
  const port = new FakeTransport();
  return { clock, port, stream: new MirrorStream(port, clock) };
}

test('text of a board’s rate, and a prompt that answers there, are a restart: every wait and write ends by it', async () => {
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

test('a modem that answers behind such text is asked nothing at another rate', async () => {
  const { clock, port, stream } = mirrored();
  port.say(GARBLED);
  stream.discard();
  void clock.sleep(800).then(() => port.say('OK\r\n'));
  expect(await stream.more(5000, never)).toBe(true);
  stream.discard();
  expect(await stream.more(5000, never)).toBe(false);
  expect(port.written).toEqual([]);
});

test('where no board answers the rate is put back, and no wait is lost', async () => {
  const { clock, port, stream } = mirrored();
  port.say(GARBLED);
  stream.discard();
  const begun = clock.now();
  expect(await stream.more(90_000, never)).toBe(false);
  expect(clock.now() - begun).toBe(90_000);
  expect(port.written.length).toBeGreaterThan(2);
  expect(port.baudRate).toBe(921_600);
});

test('what a starting board says at the rate of the port is a restart with its cause', async () => {
  const { port, stream } = mirrored();
  port.say('rst:0xf (RTCWDT_BROWN_OUT_RESET),boot:0x17 (SPI_FAST_FLASH_BOOT)\r\n');
  stream.discard();
  await expect(stream.more(1000, never)).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
});

test('a prompt among the first words of MIRROR mode is none', async () => {
  const { port, stream } = mirrored();
  port.say('\r\nI (1234) uart: queue free spaces: 0\r\n>>> ');
  stream.discard();
  expect(await stream.more(1000, never)).toBe(false);
});
