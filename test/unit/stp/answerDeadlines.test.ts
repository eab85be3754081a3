import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { answerDeadlines } from '../../../src/stp/answerDeadlines';

const sum = (each: readonly number[]): number => each.reduce((total, ms) => total + ms, 0);
const usual = { bytes: 8192, bitsPerSecond: 921_600, fraction: 0.5, block: false, trial: false };

property.prop([
  fc.integer({ min: 16, max: 8192 }),
  fc.constantFrom(9600, 115_200, 921_600),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.boolean(),
])(
  'all attempts together last longer than five minutes, at any point',
  (bytes, bitsPerSecond, fraction, block) => {
    const deadlines = answerDeadlines({ bytes, bitsPerSecond, fraction, block, trial: false });
    expect(sum(deadlines)).toBeGreaterThan(300_000);
    expect(deadlines).toHaveLength(4);
    for (const ms of deadlines) expect(ms).toBeGreaterThan((bytes * 10_000) / bitsPerSecond);
  },
);

test('no block is repeated sooner than by the field’s tool, at any point of the transfer', () => {
  for (const fraction of [0, 0.01, 0.07, 0.5, 0.99]) {
    for (const ms of answerDeadlines({ ...usual, block: true, fraction }).slice(0, 3))
      expect(ms).toBeGreaterThanOrEqual(90_000);
  }
});

test('a lost request without data is repeated sooner outside the expected pause, and never during it', () => {
  expect(answerDeadlines(usual)[0]).toBeLessThan(40_000);
  for (const fraction of [0.07, 0.1, 0.99, 1]) {
    expect(answerDeadlines({ ...usual, fraction })[0]).toBeGreaterThanOrEqual(90_000);
  }
});

test('a block size that is being tried gets one short attempt', () => {
  const [only, ...more] = answerDeadlines({ ...usual, trial: true });
  expect(only).toBeLessThan(10_000);
  expect(more).toEqual([]);
});

test('a slow line gets more time', () => {
  const [fast = 0] = answerDeadlines(usual);
  const [slow = 0] = answerDeadlines({ ...usual, bitsPerSecond: 9600 });
  expect(slow - fast).toBeGreaterThan(8000);
});
