import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { escapeBytes } from '../../../src/transport/transcript';
import { parseTranscript } from '../../../src/transport/transcriptLines';

test('notes and bytes of both directions are told apart', () => {
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

test('a line that a crash cut short is left out; any other that cannot be read is named', () => {
  expect(parseTranscript('0.000 = open\n0.0')).toHaveLength(1);
  expect(parseTranscript('0.000 = open\nrubbish\n0.100 = close\n')).toBe(2);
  expect(parseTranscript('0.000 > \\q\n')).toBe(1);
  expect(parseTranscript('')).toBe(1);
});

property.prop([fc.uint8Array({ maxLength: 300 })])('bytes come back as they were written down', (bytes) => {
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
