import { expect, test } from 'vitest';
import { familyOf } from '../../../src/base/family';

test.each([
  ['5.1.1.0', 'CAT-M1'],
  ['6.0.0.0', 'NB-IoT'],
  ['LR5.2.1.0-48829', 'CAT-M1'],
  ['LR6.0.0.0-1', 'NB-IoT'],
  ['LR7.0.0.0', null],
  ['51.1', null],
  [null, null],
])('the family of %s is %s', (version, family) => {
  expect(familyOf(version)).toBe(family);
});
