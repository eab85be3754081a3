import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { replay } from '../../../src/cli/replay';
import { replayText } from '../../../src/cli/commands/replay';
import { encodeRequest, OPERATION } from '../../../src/stp/frame';
import { escapeBytes, parseTranscript } from '../../../src/transport/transcript';

function shown(transcript: readonly string[]): string[] {
  const lines = parseTranscript(transcript.map((line) => `${line}\n`).join(''));
  if (typeof lines === 'number') throw new Error(`line ${lines}`);
  return replay(lines).map((item) => replayText(item).text);
}

const BLOCK = encodeRequest(
  { operation: OPERATION.block, session: 1, transaction: 7 },
  new Uint8Array(8176).fill(0x41),
);
/** The acknowledgement of a modem. */
const ANSWER = Uint8Array.from([...Buffer.from('tsaf'), 0x83, 1, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0, 0, 5]);

test('text is shown unchanged, with its time and the time since the previous entry', () => {
  expect(
    shown(['0.000 = open /dev/ttyACM0 at 115200', '0.020 > AT\\r\\n', '0.520 < \\r\\nOK\\r\\n']),
  ).toEqual([
    '    0.000    +0.000   open /dev/ttyACM0 at 115200',
    '    0.020    +0.020 → AT\\r\\n',
    '    0.520    +0.500 ← \\r\\nOK\\r\\n',
  ]);
});

test('a frame is named and its firmware is hidden, even when the transcript left it out', () => {
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
    '    0.190    +0.090 ← STP block acknowledged, session 1, transaction 7, residue 5',
    '    0.200    +0.010 → AT\\r\\n',
  ]);
});

test('a frame that arrives byte by byte is shown as one frame', () => {
  const bytes = [...Buffer.from('OK'), ...ANSWER, ...Buffer.from('\r\n')];
  const lines = bytes.map((byte, index) => `0.00${index % 10} < ${escapeBytes(Uint8Array.of(byte))}`);
  expect(shown([...lines]).filter((line) => line.includes('STP'))).toHaveLength(1);
  expect(shown([...lines]).join('\n')).toContain(
    'STP block acknowledged, session 1, transaction 7, residue 5',
  );
});

test.each([
  ['an announced block', '>', 'fast', [2, 1, 0, 2], [0x1f, 0xf0], 'announce', 'a block of 8176 bytes'],
  [
    'an open session',
    '<',
    'tsaf',
    [0x81, 1, 0, 4],
    [1, 1, 0x20, 0],
    'open acknowledged',
    'version 1, at most 8192 bytes a frame',
  ],
  [
    'a closed session',
    '<',
    'tsaf',
    [0x81, 1, 0, 4],
    [0, 1, 0x20, 0],
    'open acknowledged',
    'not accepted, version 1, at most 8192 bytes a frame',
  ],
  [
    'the bytes that were not accepted',
    '<',
    'tsaf',
    [0x83, 1, 0, 2],
    [1, 4],
    'block acknowledged',
    'residue 260',
  ],
  ['an invalid length', '<', 'tsaf', [0x83, 1, 0, 3], [1, 4, 0], 'block acknowledged', '3 bytes'],
])('%s is reported', (_, mark, magic, head, payload, name, says) => {
  const frame = [...Buffer.from(magic), ...head, 0, 0, 0, 7, 0, 0, 0, 0, ...payload];
  const whole = `STP ${name}, session 1, transaction 7, ${says}`;
  expect(shown([`0.000 ${mark} ${escapeBytes(Uint8Array.from(frame))}`])[0]).toContain(whole);
  const pieces = frame.map((byte) => `0.000 ${mark} ${escapeBytes(Uint8Array.of(byte))}`);
  expect(shown(pieces)).toEqual([expect.stringContaining(whole)]);
});

test('a payload that never arrived is shown with its length', () => {
  expect(shown([`0.000 < ${escapeBytes(ANSWER.subarray(0, 17))}`, '0.100 = lost: unplugged'])[0]).toContain(
    'STP block acknowledged, session 1, transaction 7, 2 bytes',
  );
});

test('a shortened text is marked as shortened', () => {
  expect(shown([`0.000 < ${'x'.repeat(96)} … 282 bytes more`])).toEqual([
    `    0.000    +0.000 ← ${'x'.repeat(96)} … 282 bytes more`,
  ]);
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

test('text that only begins like a frame is shown unchanged', () => {
  expect(shown(['0.000 < breakfas', '0.100 = lost: unplugged'])).toEqual([
    '    0.000    +0.000 ← breakfas',
    '    0.100    +0.100   lost: unplugged',
  ]);
});

test('a frame that a lost port interrupts does not hide the lines after it', () => {
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
])('everything on the wire can be shown', (chunks) => {
  const lines = chunks.map(([mark, bytes]) => `0.000 ${mark} ${escapeBytes(bytes)}`);
  if (lines.length > 0) expect(() => shown(lines)).not.toThrow();
});
