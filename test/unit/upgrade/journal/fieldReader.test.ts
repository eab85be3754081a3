import { expect, test } from 'vitest';
import { FieldReader, Misfit } from '../../../../src/upgrade/journal/fieldReader';

const SOME = new FieldReader({
  text: 'x'.repeat(1024),
  long: 'x'.repeat(1025),
  count: 7,
  list: Array.from({ length: 200 }, () => ({})),
  longList: Array.from({ length: 201 }, () => ({})),
  nothing: null,
});

test.each([null, [], 'text', 7, undefined])('%j is no object', (value) => {
  expect(() => new FieldReader(value)).toThrow(Misfit);
});

test('what fits is read, up to the longest', () => {
  expect(SOME.text('text')).toHaveLength(1024);
  expect(SOME.count('count')).toBe(7);
  expect(SOME.list('list', () => 1)).toHaveLength(200);
  expect(SOME.orNull('nothing', () => SOME.text('nothing'))).toBeNull();
  expect([SOME.has('count'), SOME.has('missing')]).toEqual([true, false]);
});

test.each([
  ['a text that is too long', () => SOME.text('long')],
  ['a number for a text', () => SOME.text('count')],
  ['a text for a number', () => SOME.count('text')],
  ['a negative number', () => new FieldReader({ count: -1 }).count('count')],
  ['a fraction', () => new FieldReader({ count: 0.5 }).count('count')],
  ['a list that is too long', () => SOME.list('longList', () => 1)],
  ['a text for a list', () => SOME.list('text', () => 1)],
  ['a text for a yes or no', () => SOME.flag('text')],
  ['what is missing, where it may be null', () => SOME.orNull('missing', () => SOME.text('missing'))],
  ['a word that is not one of those', () => SOME.oneOf('text', ['a', 'b'])],
])('%s does not fit', (_, read) => {
  expect(read).toThrow(Misfit);
});
