import { expect, test } from 'vitest';
import { isVersionAtLeast } from '../../../src/board/boardRelease';

test.each([
  ['1.2.5', true],
  ['1.2.6', true],
  ['1.2.10', true],
  ['1.3', true],
  ['2', true],
  ['1.2.4', false],
  ['1.2', false],
  ['1', false],
  ['0.9.9', false],
  ['', false],
  ['1.2.x', false],
  ['new', false],
])('%s is 1.2.5 or newer: %s', (version, itIs) => {
  expect(isVersionAtLeast(version, '1.2.5')).toBe(itIs);
});
