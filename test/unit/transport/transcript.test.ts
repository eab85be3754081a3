import { expect, test } from 'vitest';
import { recordingOpener } from '../../../src/transport/transcript';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeTransport } from './fakeTransport';

async function written(bytes: Uint8Array): Promise<string | undefined> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const open = recordingOpener(
    () => Promise.resolve(new FakeTransport()),
    new VirtualClock(),
    (line) => lines.push(line),
  );
  await (await open('fake', 921_600, signal)).write(bytes, signal);
  return lines.at(-1);
}

test('bytes are written so that a person can read them', async () => {
  expect(await written(Buffer.from('AT\r\n\\\0é', 'latin1'))).toBe('0.000 > AT\\r\\n\\\\\\x00\\xe9');
});

test('a block is cut, and says by how much', async () => {
  expect(await written(new Uint8Array(8192).fill(0x61))).toBe(`0.000 > ${'a'.repeat(96)} … 8096 bytes more`);
});

test('both directions, rates and ends are written down with their time', async () => {
  const clock = new VirtualClock();
  const port = new FakeTransport();
  const lines: string[] = [];
  const { signal } = new AbortController();
  const open = recordingOpener(
    () => Promise.resolve(port),
    clock,
    (line) => lines.push(line),
  );
  const recorded = await open('fake', 921_600, signal);
  await recorded.write(Buffer.from('AT\r\n'), signal);
  await clock.sleep(1500);
  port.say('\r\nOK\r\n');
  await recorded.setBaudRate(115_200, signal);
  expect(recorded.baudRate).toBe(115_200);
  port.unplug();
  await recorded.close();
  expect(lines).toEqual([
    '0.000 = open fake at 921600',
    '0.000 > AT\\r\\n',
    '1.500 < \\r\\nOK\\r\\n',
    '1.500 = rate 115200',
    '1.500 = lost: The port fake disappeared: the cable was unplugged or the board lost power.',
    '1.500 = close',
  ]);
  expect(port.written).toEqual(['AT\r\n']);
});
