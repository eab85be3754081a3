import { expect, test } from 'vitest';
import { phrase, render } from '../../../src/base/phrase';

test('fills in the placeholders', () => {
  expect(render(phrase('{file} has {size} bytes.', { file: 'a.dup', size: 3 }))).toBe('a.dup has 3 bytes.');
});

test('a phrase can be part of another phrase', () => {
  const inner = phrase('at {at}', { at: 7 });
  expect(render(phrase('Cut off {where}.', { where: inner }))).toBe('Cut off at 7.');
});

test('a placeholder without a value stays visible', () => {
  expect(render(phrase('{port}: {what}', { port: 'COM3' }))).toBe('COM3: {what}');
});

test('does not expand placeholders inside a value', () => {
  expect(render(phrase('{file} ({size})', { file: '{size}', size: 1 }))).toBe('{size} (1)');
});

test('translates its template and the phrases inside it', () => {
  const german: Record<string, string> = { '{a} to {b}': '{b} nach {a}', 'the card': 'die Karte' };
  const spoken = phrase('{a} to {b}', { a: phrase('the card'), b: 'X' });
  expect(render(spoken, (template) => german[template] ?? template)).toBe('X nach die Karte');
});
