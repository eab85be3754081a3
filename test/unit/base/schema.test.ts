import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { count, fitted, fittedJson, listOf, oneOf, type Schema, text } from '../../../src/base/schema';

const WORD = oneOf<'a' | 'b'>({ a: true, b: true });

test.each<[string, Schema<unknown>, unknown]>([
  ['the longest text', text, 'x'.repeat(1024)],
  ['the largest number', count, Number.MAX_SAFE_INTEGER],
  ['zero', count, 0],
  ['the longest list', listOf(text), Array.from({ length: 200 }, () => 'x')],
  ['a list of the maximum length', listOf(count, 3), [1, 2, 3]],
  ['a word', WORD, 'b'],
])('%s fits', (_, schema, value) => {
  expect(fitted(schema, value)).toEqual(value);
});

test.each<[string, Schema<unknown>, unknown]>([
  ['a text that is too long', text, 'x'.repeat(1025)],
  ['a text instead of a number', text, 7],
  ['a text in the place of a number', count, '7'],
  ['a negative number', count, -1],
  ['a fraction', count, 0.5],
  ['a number that is not exact', count, 2 ** 53],
  ['no number', count, NaN],
  ['a list that is too long', listOf(text), Array.from({ length: 201 }, () => 'x')],
  ['a list longer than its limit', listOf(count, 3), [1, 2, 3, 4]],
  ['a text instead of a list', listOf(text), 'xx'],
  ['a list with an invalid item', listOf(text), ['x', 7]],
  ['a word that is not allowed', WORD, 'c'],
  ['a name that every object has', WORD, 'toString'],
  ['a word in a list', WORD, ['a']],
])('%s does not fit', (_, schema, value) => {
  expect(fitted(schema, value)).toBeUndefined();
});

test('drops properties that the schema does not name', () => {
  expect(fittedJson(v.object({ a: count }), '{"a":1,"b":2,"__proto__":{"c":3}}')).toEqual({ a: 1 });
});

property.prop([fc.string()])('a text that is no JSON, or another value, is never an error', (json) => {
  expect(fittedJson(v.object({ a: count }), json)).toBeUndefined();
});
