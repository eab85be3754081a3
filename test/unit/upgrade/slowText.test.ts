import { expect, test } from 'vitest';
import { SlowText } from '../../../src/upgrade/slowText';

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

test('NULs alone are not, nor is what has any other byte near its end', () => {
  expect(heard(repeated(500, 0x00))).toBe(false);
  expect(heard(Uint8Array.of(...repeated(500, 0x00, 0x80), 0x42))).toBe(false);
});

test('it knows since when, and for how long nothing came', () => {
  const slow = new SlowText();
  slow.push(repeated(50, 0x00, 0x80), 1000);
  slow.push(Uint8Array.of(0x80), 3000);
  expect(slow.lastsFor(3500)).toBe(2500);
  expect(slow.quietFor(3500)).toBe(500);
});
