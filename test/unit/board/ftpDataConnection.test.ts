import { expect, test } from 'vitest';
import { passivePort } from '../../../src/board/ftpDataConnection';

test.each([
  ['227 Entering Passive Mode (192,168,4,1,7,232)', 2024],
  ['227 (10,0,0,1,0,21)', 21],
  ['227 (10,0,0,1,256,1)', undefined],
  ['227 (10,0,0,1,0,0)', undefined],
  ['227 fine', undefined],
])('%s names the port %s', (answer, port) => {
  expect(passivePort(answer)).toBe(port);
});

test('an answer of a million digits is read in linear time', () => {
  const started = performance.now();
  expect(passivePort('1,'.repeat(500_000) + 'x')).toBe(257);
  expect(passivePort('1'.repeat(1_000_000))).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1000);
});
