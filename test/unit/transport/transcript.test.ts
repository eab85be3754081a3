import { expect, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';
import { escapeBytes, parseTranscript, recordingOpener } from '../../../src/transport/transcript';
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

test('bytes are written in a readable form', async () => {
  expect(await written(Buffer.from('AT\r\n\\\0é', 'latin1'))).toBe('0.000 > AT\\r\\n\\\\\\x00\\xe9');
});

test('a long block is shortened and gives the number of missing bytes', async () => {
  expect(await written(new Uint8Array(8192).fill(0x61))).toBe(`0.000 > ${'a'.repeat(96)} … 8096 bytes more`);
});

test('both directions, rates and the end are recorded with their time', async () => {
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

test('distinguishes notes from bytes of both directions', () => {
  expect(
    parseTranscript('0.000 = open /dev/ttyACM0 at 115200\n0.010 > AT\\r\n1.234 < \\r\\nOK\\\\\\x00\n'),
  ).toEqual([
    {
      seconds: 0,
      direction: 'note',
      note: 'open /dev/ttyACM0 at 115200',
      bytes: new Uint8Array(0),
      missing: 0,
    },
    { seconds: 0.01, direction: 'toBoard', note: '', bytes: Uint8Array.from([65, 84, 13]), missing: 0 },
    {
      seconds: 1.234,
      direction: 'fromBoard',
      note: '',
      bytes: Uint8Array.from([13, 10, 79, 75, 92, 0]),
      missing: 0,
    },
  ]);
});

test('a last line that a crash cut short is ignored, and any other unreadable line is named', () => {
  expect(parseTranscript('0.000 = open\n0.0')).toHaveLength(1);
  expect(parseTranscript('0.000 = open\nrubbish\n0.100 = close\n')).toBe(2);
  expect(parseTranscript('0.000 > \\q\n')).toBe(1);
  expect(parseTranscript('')).toBe(1);
});

property.prop([fc.uint8Array({ maxLength: 300 })])('bytes are read back as they were written', (bytes) => {
  const lines = parseTranscript(`0.000 > ${escapeBytes(bytes)}\n`);
  if (typeof lines === 'number') throw new Error('not read');
  const [line] = lines;
  expect(line?.bytes).toEqual(Uint8Array.from(bytes.subarray(0, 96)));
  expect(line?.missing).toBe(Math.max(0, bytes.length - 96));
});

property.prop([fc.string()])('no text makes the reader fail', (text) => {
  const read = parseTranscript(text);
  expect(typeof read === 'number' || Array.isArray(read)).toBe(true);
});
