import { expect, test } from 'vitest';
import { phrase, render } from '../../../src/base/phrase';

test('puts what it was given into its places', () => {
  expect(render(phrase('{file} has {size} bytes.', { file: 'a.dup', size: 3 }))).toBe('a.dup has 3 bytes.');
});

test('a phrase goes into a phrase', () => {
  const inner = phrase('at {at}', { at: 7 });
  expect(render(phrase('Cut off {where}.', { where: inner }))).toBe('Cut off at 7.');
});

test('a place without a value stays visible', () => {
  expect(render(phrase('{port}: {what}', { port: 'COM3' }))).toBe('COM3: {what}');
});

test('what is put in is not read again for places', () => {
  expect(render(phrase('{file} ({size})', { file: '{size}', size: 1 }))).toBe('{size} (1)');
});

test('is translated by its template, inner phrases too', () => {
  const german: Record<string, string> = { '{a} to {b}': '{b} nach {a}', 'the card': 'die Karte' };
  const spoken = phrase('{a} to {b}', { a: phrase('the card'), b: 'X' });
  expect(render(spoken, (template) => german[template] ?? template)).toBe('X nach die Karte');
});
