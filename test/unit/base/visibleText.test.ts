import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { phrase, render } from '../../../src/base/phrase';
import { visible, visibleJson, visibleLines } from '../../../src/base/visibleText';

/** A control character of any kind, a line end included. */
const ACTING = /\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

test.each([
  ['\x1b]0;title\x07', '\\x1b]0;title\\x07'],
  ['\x9b2J', '\\x9b2J'],
  ['a\r\nb\tc', 'a\\r\\nb\\tc'],
  ['good.dup\u202egnp', 'good.dup\\u202egnp'],
  ['\ud800', '\\ud800'],
  ['Größe 文字 👍', 'Größe 文字 👍'],
  ['C:\\new', 'C:\\new'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

property.prop([fc.string({ unit: 'binary' })])('no character acts, and visible text stays', (text) => {
  expect(visible(text)).not.toMatch(ACTING);
  expect(visible(visible(text))).toBe(visible(text));
  expect(render(phrase('{text}', { text }))).not.toMatch(ACTING);
  expect(visibleLines(`${text}\n${text}`).replaceAll('\n', '')).not.toMatch(ACTING);
});

property.prop([fc.jsonValue()])('JSON keeps its meaning', (value) => {
  const json = visibleJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
  expect(json.replaceAll('\n', '')).not.toMatch(ACTING);
});

test('cuts a very long text, in linear time', () => {
  const started = performance.now();
  expect(visible('\x1b'.repeat(10_000_000))).toHaveLength(4096 * 4 + 1);
  expect(performance.now() - started).toBeLessThan(500);
});
