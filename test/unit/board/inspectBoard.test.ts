import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { MOST_TOLD_FILES, TOLD_ENDINGS, toldFiles } from '../../../src/board/inspectBoard';

const hex = (name: string): string => Buffer.from(name, 'utf8').toString('hex');
const line = (name: string, size = 10, folder = '/flash'): string =>
  `file=${size} ${folder} ${hex(name)}\r\n`;

test('finds a file in each line, between lines of other kinds', () => {
  const output = `sysname=GPy\r\n${line('a.dup', 2_500_000)}flash_free=1\r\n${line('Updater.ELF', 4, '/sd')}`;
  expect(toldFiles(output)).toEqual([
    { path: '/flash/a.dup', size: 2_500_000 },
    { path: '/sd/Updater.ELF', size: 4 },
  ]);
});

test('reports the remains of an interrupted upload', () => {
  expect(toldFiles(line('a.dup.upload-part'))).toEqual([{ path: '/flash/a.dup.upload-part', size: 10 }]);
});

describe('does not read as a file', () => {
  test.each([
    ['a file without a size', `file= /flash ${hex('a.dup')}`],
    ['a file with an invalid size', `file=-1 /flash ${hex('a.dup')}`],
    ['a file that is too large', `file=99999999999 /flash ${hex('a.dup')}`],
    ['one elsewhere', `file=1 /etc ${hex('a.dup')}`],
    ['one below', `file=1 /flash/lib ${hex('a.dup')}`],
    ['a file without a name', 'file=1 /flash '],
    ['half a digit', `file=1 /flash ${hex('a.dup')}0`],
    ['a name without encoding', 'file=1 /flash a.dup'],
    ['more text after it', `file=1 /flash ${hex('a.dup')} x`],
    ['text before it', `>file=1 /flash ${hex('a.dup')}`],
    ['a name that is too long', `file=1 /flash ${hex(`${'a'.repeat(252)}.dup`)}`],
    ['a name that leads to another folder', `file=1 /flash ${hex('../sd/a.dup')}`],
    ['a name with a line end', `file=1 /flash ${hex('a\nsysname=LoPy.dup')}`],
    ['a name with a NUL', `file=1 /flash ${hex('a\0.dup')}`],
    ['a name that reverses the text direction', `file=1 /flash ${hex('a\u202e.dup')}`],
    ['a name that is no UTF-8', 'file=1 /flash ff2e647570'],
    ['a name that can’t be ours', `file=1 /flash ${hex('main.py')}`],
  ])('%s', (_, said) => {
    expect(toldFiles(`${said}\r\n`)).toEqual([]);
  });
});

test('counts a file once, and a limited number of files per folder', () => {
  expect(toldFiles(line('a.dup', 1) + line('a.dup', 2))).toEqual([{ path: '/flash/a.dup', size: 1 }]);
  const many = Array.from({ length: MOST_TOLD_FILES + 5 }, (_, at) => line(`${at}.dup`)).join('');
  expect(toldFiles(many + line('a.dup', 1, '/sd'))).toHaveLength(MOST_TOLD_FILES + 1);
});

property.prop([fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...TOLD_ENDINGS), fc.nat()])(
  'a name comes back unchanged, or not at all',
  (start, ending, size) => {
    const [told] = toldFiles(line(start + ending, size));
    if (told !== undefined) expect(told).toEqual({ path: `/flash/${start}${ending}`, size });
    else expect(start).toMatch(/[/\p{Cc}\p{Cf}\p{Cs}]/u);
  },
);
