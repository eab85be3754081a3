import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { crc16 } from '../../../src/stp/crc16';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['', 0],
  ['A', 0x58e5],
  ['123456789', 0x31c3],
])('of "%s"', (text, crc) => {
  expect(crc16(ascii(text))).toBe(crc);
});

property.prop([fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), fc.integer({ min: 1, max: 255 })])(
  'every changed byte changes it',
  (bytes, at, change) => {
    const changed = bytes.slice();
    changed[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ change;
    expect(crc16(changed)).not.toBe(crc16(bytes));
  },
);
