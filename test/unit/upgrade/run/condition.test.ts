import { describe, expect, test } from 'vitest';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import type { Fact, Facts } from '../../../../src/upgrade/facts/fact';
import {
  conditionFromReading,
  conditionInMirror,
  conditionThroughBoard,
  conditionUnasked,
  isLeftInUpdater,
} from '../../../../src/upgrade/run/condition';

function modem(state: ModemReading['state'], build: string | null): ModemReading {
  return { ...UNREAD_MODEM, state, build };
}

const found = modem(2, '39529');

describe('a modem that got an image, read after a failure', () => {
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

  test('one that was in its updater and still is may have changed', () => {
    const updater = modem(4, null);
    const happened = { found: updater, replaced: false, applying: false, target: '41065' };
    expect(conditionFromReading(updater, happened)).toBe('recoverable');
  });

  test('one with the wanted build is upgraded only if it was written to', () => {
    const happened = { found, applying: false, target: '39529' };
    expect(conditionFromReading(found, { ...happened, replaced: true })).toBe('upgraded');
    expect(conditionFromReading(found, { ...happened, replaced: false })).toBe('untouched');
  });

  test('one in its manufacturing tools is unchanged, and one that has left them is not', () => {
    const happened = { found: modem(1, null), replaced: false, applying: false, target: null };
    expect(conditionFromReading(modem(1, null), happened)).toBe('untouched');
    expect(conditionFromReading(modem(2, null), happened)).toBe('recoverable');
  });

  test('one whose bootrom was replaced has changed, even with its old build', () => {
    const happened = { replaced: false, applying: false, target: '41065' };
    const now = { ...found, bootrom: '41019' };
    const before = { ...found, bootrom: '33080' };
    expect(conditionFromReading(now, { ...happened, found: before })).toBe('recoverable');
    expect(conditionFromReading(now, { ...happened, found })).toBe('untouched');
    // The modem also does not count as upgraded if the image has the build that it already ran.
    expect(conditionFromReading(now, { ...happened, found: before, target: '39529' })).toBe('recoverable');
  });

  test('one that may still apply the image may change, even with its old build', () => {
    const happened = { found, replaced: false, applying: true, target: '41065' };
    expect(conditionFromReading(found, happened)).toBe('recoverable');
  });
});

const BOOTED: Fact = { kind: 'updaterBooted' };
const BESIDE: Fact = { kind: 'sessionOpened', overwrites: false };
const OVER: Fact = { kind: 'sessionOpened', overwrites: true };
const APPLY: Fact = { kind: 'applySent' };
const STARTED: Fact = { kind: 'firmwareStarted' };
const TOOL: Fact = { kind: 'toolStarted', writes: true };
const TOOL_SENDS: Fact = { kind: 'toolOpenedSession' };
const INSTALLS: Fact = { kind: 'installBegan' };
const FIRST_IN: Fact = { kind: 'versionVerified', isLast: false };
const AIM = { found, target: '41065' };

describe('a modem that can’t be read', () => {
  test.each([
    ['of which nothing was wanted yet', [], 'untouched'],
    ['that took a file beside its firmware', [BESIDE], 'untouched'],
    ['that left its firmware for its updater', [BOOTED], 'recoverable'],
    ['that is back from there', [BOOTED, STARTED], 'untouched'],
    ['whose firmware is overwritten', [BOOTED, OVER], 'recoverable'],
    ['that was told to apply a file', [BESIDE, APPLY], 'recoverable'],
    ['that the board’s tool may have written to', [TOOL], 'recoverable'],
    ['that was written to, though it runs its firmware again', [BOOTED, OVER, STARTED], 'recoverable'],
  ] as const)('%s', (_, facts: Facts, condition) => {
    expect(conditionUnasked(facts)).toBe(condition);
  });
});

describe('a modem that is read in MIRROR mode', () => {
  const OLD = modem(2, '39529');
  const NEW = modem(2, '41065');
  test.each([
    ['before anything was wanted of it', OLD, [], 'silent', 'untouched'],
    ['still in its updater, where nothing was written', modem(4, null), [BOOTED], 'silent', 'recoverable'],
    ['back in its firmware, where nothing was written', OLD, [BOOTED], 'silent', 'untouched'],
    ['another than found, though nothing was done to it', NEW, [], 'silent', 'untouched'],
    ['with its old firmware, which says that the file failed', OLD, [BESIDE, APPLY], 'failure', 'untouched'],
    ['with its old firmware, which says that there was none', OLD, [BESIDE, APPLY], 'none', 'untouched'],
    ['with its old firmware, which says nothing of the file', OLD, [BESIDE, APPLY], 'silent', 'recoverable'],
    ['with its old firmware, which is at work on it', OLD, [BESIDE, APPLY], 'ongoing', 'recoverable'],
    ['with what was wanted', NEW, [BESIDE, APPLY], 'success', 'upgraded'],
    ['with its old version, though that was overwritten', OLD, [BOOTED, OVER], 'failure', 'recoverable'],
    ['with its old version behind the first of two steps', OLD, [APPLY, FIRST_IN], 'failure', 'recoverable'],
  ] as const)('%s', (_, now, facts: Facts, kind, condition) => {
    expect(conditionInMirror(now, facts, AIM, { kind })).toBe(condition);
  });
});

describe('a modem that is read through the board', () => {
  test.each([
    ['with its old firmware', modem(2, '39529'), [TOOL], AIM, 'untouched'],
    ['with its old firmware, which may install', modem(2, '39529'), [TOOL, INSTALLS], AIM, 'recoverable'],
    [
      'with its old version behind the first of two steps',
      modem(2, '39529'),
      [TOOL, FIRST_IN],
      AIM,
      'recoverable',
    ],
    ['with its old firmware, told to apply a file', modem(2, '39529'), [APPLY, INSTALLS], AIM, 'recoverable'],
    ['with its old version, though that was overwritten', modem(2, '39529'), [OVER], AIM, 'recoverable'],
    ['with what was wanted', modem(2, '41065'), [TOOL, INSTALLS], AIM, 'upgraded'],
    ['with what was wanted and found', modem(2, '39529'), [TOOL], { found, target: '39529' }, 'recoverable'],
    ['in its updater', modem(4, null), [TOOL], AIM, 'recoverable'],
  ] as const)('%s', (_, now, facts: Facts, aim, condition) => {
    expect(conditionThroughBoard(now, facts, aim)).toBe(condition);
  });
});

describe('a modem in its updater after the board’s tool can be recovered', () => {
  const updater = modem(4, null);
  test.each([
    ['where the tool gave it nothing', updater, [TOOL], found, true],
    ['not where the tool began a transfer', updater, [TOOL, TOOL_SENDS], found, false],
    ['not where it may install', updater, [TOOL, INSTALLS], found, false],
    ['not where it says that it does', { ...updater, applying: true }, [TOOL], found, false],
    ['not where it has an image', updater, [TOOL, FIRST_IN], found, false],
    ['not where it was found there', updater, [TOOL], updater, false],
    ['not where it runs its firmware', modem(2, '39529'), [TOOL], found, false],
  ] as const)('%s', (_, now, facts: Facts, before, isLeft) => {
    expect(isLeftInUpdater(now, facts, before)).toBe(isLeft);
  });
});
