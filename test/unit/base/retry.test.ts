import { expect, it } from 'vitest';
import { retry } from '../../../src/base/retry';

it('tries until there is a result, and passes the number of the attempt', async () => {
  const tried: number[] = [];
  const outcome = await retry(5, (number) => {
    tried.push(number);
    return Promise.resolve(number === 3 ? false : undefined);
  });
  expect(outcome).toBe(false);
  expect(tried).toEqual([1, 2, 3]);
});

it('stops after the given number of attempts', async () => {
  let tries = 0;
  const outcome = await retry<string>(4, () => {
    tries++;
    return Promise.resolve(undefined);
  });
  expect(outcome).toBeUndefined();
  expect(tries).toBe(4);
});
