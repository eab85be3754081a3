import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { roomForUploads, spaceFor, spaceOfOlder } from '../../../../src/board/transfer/uploadSpace';

const BLOCK = 4096;
const CLUSTER = 32_768;
const onFlash = (size: number, name = 'a.dup') => ({ path: `/flash/${name}`, size });
const onCard = (size: number, name = 'a.dup') => ({ path: `/sd/${name}`, size });
const fits = (...asked: Parameters<typeof roomForUploads>): boolean => {
  const { neededBytes, freeBytes } = roomForUploads(...asked);
  return neededBytes <= freeBytes;
};

test('a file takes whole blocks of /flash plus some for its name, and whole clusters of a card', () => {
  expect(spaceFor(onFlash(BLOCK + 1))).toBe(4 * BLOCK);
  expect(spaceFor(onCard(CLUSTER + 1))).toBe(2 * CLUSTER);
});

test('replacing an older file frees its certain size, or the full size when both are equally long', () => {
  expect(spaceOfOlder(onFlash(BLOCK), null)).toBe(0);
  expect(spaceOfOlder(onFlash(BLOCK), 2 * BLOCK - 1)).toBe(BLOCK);
  expect(spaceOfOlder(onFlash(BLOCK + 1), BLOCK + 1)).toBe(4 * BLOCK);
});

describe('files that are copied one after the other', () => {
  test('need their full size when none of them is on the board', () => {
    const files = [onFlash(BLOCK), onFlash(BLOCK, 'b.dup')];
    expect(roomForUploads(files, [], 7 * BLOCK)).toEqual({ neededBytes: 6 * BLOCK, freeBytes: 7 * BLOCK });
    expect(roomForUploads([], [], 7)).toEqual({ neededBytes: 0, freeBytes: 7 });
  });

  test('need nothing when they are there already', () => {
    const files = [onFlash(2_500_000), onFlash(10, 'updater.elf')];
    expect(fits(files, files, 0)).toBe(true);
    expect(fits(files, [onFlash(2_500_000)], 0)).toBe(false);
  });

  test('can use the space of older copies, but only once it is their turn', () => {
    const small = onFlash(BLOCK, 'small.dup');
    const large = onFlash(8 * BLOCK);
    const there = [onFlash(9 * BLOCK, 'small.dup')];
    expect(fits([small, large], there, 4 * BLOCK)).toBe(true);
    expect(fits([large, small], there, 4 * BLOCK)).toBe(false);
    expect(roomForUploads([large, small], there, 4 * BLOCK)).toEqual({
      neededBytes: 10 * BLOCK,
      freeBytes: 4 * BLOCK,
    });
  });

  test('can use the space of interrupted uploads in the same folder', () => {
    const there = [onFlash(4 * BLOCK, 'other.dup.upload-part'), onCard(CLUSTER, 'a.dup.upload-part')];
    expect(fits([onFlash(2 * BLOCK)], there, 0)).toBe(true);
    expect(fits([onFlash(2 * BLOCK + 1)], there, 0)).toBe(false);
    expect(fits([onCard(1)], there.slice(0, 1), 0)).toBe(false);
  });

  test('are matched by name as the file system compares names', () => {
    expect(fits([onFlash(BLOCK, 'a.dup')], [onFlash(BLOCK, 'A.DUP')], 0)).toBe(false);
    expect(fits([onCard(BLOCK, 'a.dup')], [onCard(BLOCK, 'A.DUP')], 0)).toBe(true);
    expect(fits([onFlash(BLOCK)], [onCard(BLOCK)], 0)).toBe(false);
  });
});

const files = fc.array(
  fc.record({ path: fc.constantFrom('/flash/a.dup', '/flash/b.dup', '/flash/c.elf'), size: fc.nat(90_000) }),
  { maxLength: 4 },
);

property.prop([files, files, fc.nat(40)])(
  'files fit together if each of them fits in turn',
  (sent, lying, blocks) => {
    const there = new Map(lying.map(({ path, size }) => [path, size]));
    let free = blocks * BLOCK;
    let each = true;
    const distinct = [...there].map(([path, size]) => ({ path, size }));
    for (const file of sent) {
      free += spaceOfOlder(file, there.get(file.path) ?? null) - spaceFor(file);
      there.set(file.path, file.size);
      each &&= free >= 0;
    }
    expect(fits(sent, distinct, blocks * BLOCK)).toBe(each);
  },
);
