import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { replay } from '../../../src/cli/replay';
import { replayText } from '../../../src/cli/replayText';
import { encodeRequest, OPERATION } from '../../../src/stp/frame';
import { escapeBytes } from '../../../src/transport/transcript';
import { parseTranscript } from '../../../src/transport/transcriptLines';

function shown(transcript: readonly string[]): string[] {
  const lines = parseTranscript(transcript.map((line) => `${line}\n`).join(''));
  if (typeof lines === 'number') throw new Error(`line ${lines}`);
  return replay(lines).map(replayText);
}

const BLOCK = encodeRequest(
  { operation: OPERATION.block, session: 1, transaction: 7 },
  new Uint8Array(8176).fill(0x41),
);
/** As a modem acknowledges it. */
const ANSWER = Uint8Array.from([...Buffer.from('tsaf'), 0x83, 1, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0, 0, 5]);

test('text stays text, with its time and the time since what came before', () => {
  expect(
    shown(['0.000 = open /dev/ttyACM0 at 115200', '0.020 > AT\\r\\n', '0.520 < \\r\\nOK\\r\\n']),
  ).toEqual([
    '    0.000    +0.000   open /dev/ttyACM0 at 115200',
    '    0.020    +0.020 → AT\\r\\n',
    '    0.520    +0.500 ← \\r\\nOK\\r\\n',
  ]);
});

test('a frame is named, and its payload is not shown, also where it was not written down', () => {
  expect(
    shown([
      '0.000 > AT+SMSTPU\\r\\n',
      `0.100 > ${escapeBytes(BLOCK)}`,
      `0.190 < ${escapeBytes(ANSWER)}`,
      '0.200 > AT\\r\\n',
    ]),
  ).toEqual([
    '    0.000    +0.000 → AT+SMSTPU\\r\\n',
    '    0.100    +0.100 → STP block, session 1, transaction 7, 8176 bytes',
    '    0.190    +0.090 ← STP block acknowledged, session 1, transaction 7, 2 bytes',
    '    0.200    +0.010 → AT\\r\\n',
  ]);
});

test('a frame that arrives byte by byte is one frame', () => {
  const bytes = [...Buffer.from('OK'), ...ANSWER, ...Buffer.from('\r\n')];
  const lines = bytes.map((byte, index) => `0.00${index % 10} < ${escapeBytes(Uint8Array.of(byte))}`);
  expect(shown([...lines]).filter((line) => line.includes('STP'))).toHaveLength(1);
  expect(shown([...lines]).join('\n')).toContain('STP block acknowledged, session 1, transaction 7, 2 bytes');
});

test.each([
  [0x43, 'block refused'],
  [0x7f, 'not understood'],
  [0x90, 'operation 0x10 acknowledged'],
  [0x10, 'operation 0x10'],
])('an answer with operation %i is "%s"', (operation, text) => {
  const frame = Uint8Array.from(ANSWER);
  frame[4] = operation;
  expect(shown([`0.000 < ${escapeBytes(frame)}`])[0]).toContain(`STP ${text}, session 1`);
});

test('what began like a frame and is none is shown as it was', () => {
  expect(shown(['0.000 < breakfas', '0.100 = lost: unplugged'])).toEqual([
    '    0.000    +0.000 ← breakfas',
    '    0.100    +0.100   lost: unplugged',
  ]);
});

test('a frame that a lost port cut short does not swallow what comes after', () => {
  expect(
    shown([
      `0.000 > ${escapeBytes(BLOCK.subarray(0, 50))}`,
      '0.100 = lost: unplugged',
      '0.000 = open /dev/ttyACM0 at 921600',
      '0.100 > AT\\r\\n',
    ]).at(-1),
  ).toBe('    0.100    +0.100 → AT\\r\\n');
});

property.prop([
  fc.array(fc.tuple(fc.constantFrom('>', '<'), fc.uint8Array({ minLength: 1, maxLength: 40 }))),
])('whatever went over the wire can be shown', (chunks) => {
  const lines = chunks.map(([mark, bytes]) => `0.000 ${mark} ${escapeBytes(bytes)}`);
  if (lines.length > 0) expect(() => shown(lines)).not.toThrow();
});
