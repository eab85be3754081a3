import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { BlockSize } from '../../../src/stp/blockSize';

function climb(size: BlockSize, maximum: number, blocks: number): number[] {
  return Array.from({ length: blocks }, () => {
    const { bytes } = size.next(maximum);
    size.succeeded(bytes);
    return bytes;
  });
}

test('climbs to the size that the modem announced', () => {
  expect(climb(new BlockSize(), 8192, 5)).toEqual([2016, 4080, 7984, 8176, 8176]);
});

test('the first size is no trial, and neither is a size that has worked', () => {
  const size = new BlockSize();
  expect(size.next(8192).trial).toBe(false);
  size.succeeded(2016);
  expect(size.next(8192)).toEqual({ bytes: 4080, trial: true });
  climb(size, 8192, 3);
  expect(size.next(8192)).toEqual({ bytes: 8176, trial: false });
});

test('a loader that announces 2048 gets 2016', () => {
  expect(climb(new BlockSize(), 2048, 3)).toEqual([2016, 2016, 2016]);
});

test('a size that failed is never tried again', () => {
  const size = new BlockSize();
  climb(size, 8192, 2);
  size.failed(7984);
  expect(climb(size, 8192, 3)).toEqual([4080, 4080, 4080]);
  expect(size.best).toBe(4080);
});

test('a size that worked and then failed is dropped, too', () => {
  const size = new BlockSize();
  climb(size, 8192, 4);
  size.failed(8176);
  expect(size.next(8192)).toEqual({ bytes: 7984, trial: false });
  expect(size.canShrinkBelow(7984)).toBe(true);
  expect(size.canShrinkBelow(2016)).toBe(false);
});

property.prop([
  fc.integer({ min: 17, max: 65_535 }),
  fc.option(fc.integer({ min: 1, max: 9000 })),
  fc.array(fc.boolean(), { maxLength: 12 }),
])(
  'it never exceeds the modem’s limit, the requested size or the board’s buffer',
  (maximum, wanted, outcomes) => {
    const size = new BlockSize(wanted ?? Infinity);
    for (const works of outcomes) {
      const { bytes } = size.next(maximum);
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(Math.min(maximum, 8192) - 16);
      expect(bytes).toBeLessThanOrEqual(wanted ?? Infinity);
      if (works) size.succeeded(bytes);
      else if (size.canShrinkBelow(bytes)) size.failed(bytes);
    }
  },
);
