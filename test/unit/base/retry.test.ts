import { expect, it } from 'vitest';
import { retry } from '../../../src/base/retry';

it('tries until something comes of it, and says which try it is', async () => {
  const tried: number[] = [];
  const outcome = await retry(5, (number) => {
    tried.push(number);
    return Promise.resolve(number === 3 ? false : undefined);
  });
  expect(outcome).toBe(false);
  expect(tried).toEqual([1, 2, 3]);
});

it('ends after as many tries as it was given', async () => {
  let tries = 0;
  const outcome = await retry<string>(4, () => {
    tries++;
    return Promise.resolve(undefined);
  });
  expect(outcome).toBeUndefined();
  expect(tries).toBe(4);
});
