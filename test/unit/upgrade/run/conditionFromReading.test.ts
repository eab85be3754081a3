import { describe, expect, test } from 'vitest';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { conditionFromReading } from '../../../../src/upgrade/run/conditionFromReading';

function modem(state: ModemReading['state'], build: string | null): ModemReading {
  return { ...UNREAD_MODEM, state, build };
}

const found = modem(2, '39529');

describe('a modem that was given an image, asked after a failure', () => {
  test.each([
    ['runs what was wanted', modem(2, '41065'), false, 'upgraded'],
    ['runs what it ran before', modem(2, '39529'), false, 'untouched'],
    ['says so though its firmware was replaced', modem(2, '39529'), true, 'recoverable'],
    ['runs what was wanted, written while it arrived', modem(2, '41065'), true, 'upgraded'],
    ['runs something else', modem(2, '40000'), false, 'recoverable'],
    ['is in its updater', modem(4, null), false, 'recoverable'],
    ['is in recovery', modem(0, null), false, 'recoverable'],
    ['does not tell its build', modem(2, null), false, 'recoverable'],
    ['says the wanted build from its updater', modem(4, '41065'), false, 'recoverable'],
  ] as const)('%s', (_, now, replaced, condition) => {
    expect(conditionFromReading(now, { found, replaced, applying: false, target: '41065' })).toBe(condition);
  });

  test('one found in its updater is not untouched by being there still', () => {
    const updater = modem(4, null);
    const happened = { found: updater, replaced: false, applying: false, target: '41065' };
    expect(conditionFromReading(updater, happened)).toBe('recoverable');
  });

  test('one found with the wanted build is upgraded only where it was written', () => {
    const happened = { found, applying: false, target: '39529' };
    expect(conditionFromReading(found, { ...happened, replaced: true })).toBe('upgraded');
    expect(conditionFromReading(found, { ...happened, replaced: false })).toBe('untouched');
  });

  test('one in its manufacturing tools, found there, is untouched; one that no longer is, is not', () => {
    const happened = { found: modem(1, null), replaced: false, applying: false, target: null };
    expect(conditionFromReading(modem(1, null), happened)).toBe('untouched');
    expect(conditionFromReading(modem(2, null), happened)).toBe('recoverable');
  });

  test('one that may yet apply the image is not untouched by running what it ran before', () => {
    const happened = { found, replaced: false, applying: true, target: '41065' };
    expect(conditionFromReading(found, happened)).toBe('recoverable');
  });
});
