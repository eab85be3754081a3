import { expect, test } from 'vitest';
import { operationText } from '../../../src/stp/frameText';

test.each([
  ['host', 0x00, 'reset'],
  ['host', 0x03, 'block'],
  ['modem', 0x81, 'open acknowledged'],
  ['modem', 0x42, 'announce refused'],
  ['modem', 0x7f, 'not understood'],
  ['modem', 0x03, 'block'],
  ['host', 0x17, 'operation 0x17'],
  ['modem', 0x97, 'operation 0x17 acknowledged'],
] as const)('a frame of the %s with operation %i is called %s', (from, operation, text) => {
  expect(operationText({ from, operation, session: 1, transaction: 1, payloadBytes: 0 })).toBe(text);
});
