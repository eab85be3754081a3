import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { allowDup, globalSync, listRange, skipsDup } from '../../../src/project/pymakrConf';

const FULL_LIST = 'py,txt,log,json,xml,html,js,css,mpy,dup';

describe('a pymakr.conf', () => {
  it('with a comma list gets dup at its end, and nothing else changes', () => {
    const before =
      '{\n  "address": "192.168.4.1",\n  "sync_file_types": "py,txt",\n  "py_ignore": [".git"]\n}\n';
    expect(allowDup(before)).toEqual({
      changed: true,
      text: before.replace('"py,txt"', '"py,txt,dup"'),
    });
  });

  it('with an array gets one more item, at the array’s own indent', () => {
    const before = '{\n\t"sync_file_types": [\n\t\t"py",\n\t\t"txt"\n\t],\n\t"ctrl_c_on_connect": false\n}\n';
    const { text } = allowDup(before);
    expect(text).toBe(before.replace('"txt"\n', '"txt",\n\t\t"dup"\n'));
  });

  it('without the key gets the whole default list, because dup alone would stop .py files', () => {
    const { text } = allowDup('{\n    "py_ignore": []\n}\n');
    expect(JSON.parse(text)).toEqual({ py_ignore: [], sync_file_types: FULL_LIST });
    expect(text).toContain('\n    "sync_file_types"');
  });

  it('that is empty is made', () => {
    expect(JSON.parse(allowDup('').text)).toEqual({ sync_file_types: FULL_LIST });
  });

  it.each(['"py, dup"', '["py", " dup "]'])('that lists dup already stays as it is: %s', (list) => {
    const before = `{"sync_file_types": ${list}}`;
    expect(allowDup(before)).toEqual({ text: before, changed: false });
    expect(skipsDup(before)).toBe(false);
  });

  it('skips dup when only DUP is listed: Pymakr compares case by case', () => {
    expect(skipsDup('{"sync_file_types": "py,DUP"}')).toBe(true);
    expect(skipsDup('{}')).toBe(true);
  });

  it('with two lists: the last one counts, as for Pymakr', () => {
    const twice = '{"sync_file_types": "py,dup", "sync_file_types": "py"}';
    expect(skipsDup(twice)).toBe(true);
    const { text } = allowDup(twice);
    expect(skipsDup(text)).toBe(false);
    expect((JSON.parse(text) as Record<string, string>)['sync_file_types']).toBe('py,dup');
  });

  it('keeps Windows line ends', () => {
    const { text } = allowDup('{\r\n  "a": 1\r\n}\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it.each([
    ['{"a": 1', 'line 1'],
    ['{\n"a": 1,\n}', 'line 3'],
    ['{ // why\n}', 'line 1'],
    ['[]', 'an object in braces is missing in line 1.'],
    ['{"a": 1\n"b": 2}', 'a comma is missing in line 2.'],
    ['// mine\n{}', 'there is a comment in line 1.'],
    ['{"a": 1} 2', 'there is more text after the end in line 1.'],
    ['{"a": \\}', 'the text isn’t valid JSON in line 1.'],
  ])('that does not parse stays unchanged: %s', (text, where) => {
    const failure = failureOf(() => allowDup(text));
    expect(failure).toMatchObject({ code: 'PYMAKR_CONF_INVALID' });
    expect(failure?.message).toContain(where);
  });

  it('gives the position of its list', () => {
    const text = '{"sync_file_types": "py"}';
    const range = listRange(text);
    expect(text.slice(range?.offset, (range?.offset ?? 0) + (range?.length ?? 0))).toBe('"py"');
    expect(listRange('{}')).toBeUndefined();
  });

  const values = fc.jsonValue();
  const keys = fc.string().filter((key) => key !== 'sync_file_types' && key !== '__proto__');
  test.prop([
    fc.dictionary(keys, values),
    fc.option(fc.oneof(fc.string(), fc.array(fc.string()), values)),
    fc.boolean(),
  ])('of any content stays valid, keeps everything else, and lets dup through', (others, list, pretty) => {
    const before = list === null ? others : { ...others, sync_file_types: list };
    const { text } = allowDup(JSON.stringify(before, null, pretty ? 2 : undefined));
    const after = JSON.parse(text) as Record<string, unknown>;
    expect(skipsDup(text)).toBe(false);
    expect({ ...after, sync_file_types: 0 }).toEqual({
      ...(JSON.parse(JSON.stringify(others)) as object),
      sync_file_types: 0,
    });
    expect(allowDup(text).changed).toBe(false);
  });
});

function failureOf(work: () => unknown): Error | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : undefined;
  }
}

describe('the user’s list for all projects', () => {
  it('is the beginning of a project’s new list, which would override it', () => {
    const { text } = allowDup('{}\n', { types: 'py, bin' });
    expect(JSON.parse(text)).toEqual({ sync_file_types: 'py, bin,dup' });
    expect(allowDup('{}\n', { types: 'py,dup' })).toEqual({ text: '{}\n', changed: false });
    expect([skipsDup('{}', { types: 'py,dup' }), skipsDup('{}', { types: 'py' })]).toEqual([false, true]);
    // A list in the project replaces the user’s list.
    expect(skipsDup('{"sync_file_types": "py"}', { types: 'py,dup' })).toBe(true);
  });

  it.each([
    ['{"sync_file_types": "py,bin"}', 'py,bin'],
    ['{"sync_file_types": ["py", "bin"]}', 'py,bin'],
    ['{"address": "10.0.0.1"}', undefined],
    ['{ broken', undefined],
  ])('of %s is %s', (text, list) => {
    expect(globalSync(text)).toEqual(list === undefined ? {} : { types: list });
  });
});

describe('a key that occurs twice', () => {
  it('counts at its last occurrence', () => {
    expect(skipsDup('{"sync_file_types": "py,dup", "sync_file_types": "py"}')).toBe(true);
    expect(skipsDup('{"sync_file_types": "py", "sync_file_types": "py,dup"}')).toBe(false);
  });

  it.each(['"py"', '["py"]', '[]', '7'])(
    '%s is changed at its last occurrence, so that dup is synced',
    (list) => {
      const { text } = allowDup(`{"sync_file_types": "txt", "sync_file_types": ${list}}`);
      expect(text).toMatch(/^\{"sync_file_types": "txt", /);
      expect(skipsDup(text)).toBe(false);
      expect(JSON.stringify(JSON.parse(text))).toContain('dup');
    },
  );
});

it.each([
  ['nested too deeply', '['.repeat(200_000)],
  ['nested too deeply, in an object', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ['too long', `{"a": "${'x'.repeat(10 * 1024 * 1024)}"}`],
])('a file that is %s is refused at once', (_, text) => {
  const started = performance.now();
  expect(() => skipsDup(text)).toThrow(
    /pymakr\.conf can’t be read: (the brackets are nested too deeply|the file is too long)/,
  );
  expect(performance.now() - started).toBeLessThan(500);
});

it('brackets in a string do not count as nesting', () => {
  expect(skipsDup(`{"a": "${'['.repeat(1000)}\\"${'{'.repeat(1000)}"}`)).toBe(true);
});

describe('files with a capital extension', () => {
  it('need the same capitals in the list', () => {
    const listed = '{"sync_file_types": "py,dup"}';
    expect(skipsDup(listed, {}, ['DUP'])).toBe(true);
    expect(allowDup(listed, {}, ['DUP'])).toEqual({
      text: '{"sync_file_types": "py,dup,DUP"}',
      changed: true,
    });
    expect(allowDup('{"sync_file_types": ["py"]}', {}, ['dup', 'DUP', 'Dup']).text).toMatch(
      /"dup",\s*"DUP",\s*"Dup"/,
    );
    expect(allowDup(allowDup('', {}, ['dup', 'DUP']).text, {}, ['DUP', 'dup']).changed).toBe(false);
  });
});

describe('a sync of all kinds of files', () => {
  it('leaves nothing out, whether set for the project or the user, and the project’s setting wins', () => {
    expect(skipsDup('{"sync_all_file_types": true}')).toBe(false);
    expect(skipsDup('{}', globalSync('{"sync_all_file_types": true, "sync_file_types": "py"}'))).toBe(false);
    expect(skipsDup('{"sync_all_file_types": false}', { all: true })).toBe(true);
    expect(skipsDup('{"sync_all_file_types": "true"}')).toBe(true);
  });
});
