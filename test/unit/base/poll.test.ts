import { expect, it } from 'vitest';
import { poll } from '../../../src/base/poll';
import { VirtualClock } from '../../simulator/virtualClock';

const PACE = { everyMs: 100, limitMs: 1000 };
const { signal } = new AbortController();

it('asks at the given interval and returns the first answer', async () => {
  const clock = new VirtualClock();
  const asked: number[] = [];
  const answer = await poll(clock, PACE, signal, () => {
    asked.push(clock.now());
    return Promise.resolve(asked.length === 3 ? 'there' : undefined);
  });
  expect(answer).toBe('there');
  expect(asked).toEqual([0, 100, 200]);
});

it('gives up at its limit, and asks once when the limit is zero', async () => {
  const clock = new VirtualClock();
  let asked = 0;
  const never = (): Promise<undefined> => {
    asked++;
    return Promise.resolve(undefined);
  };
  expect(await poll<string>(clock, PACE, signal, never)).toBeUndefined();
  expect({ at: clock.now(), asked }).toEqual({ at: 1000, asked: 11 });
  expect(await poll<string>(clock, { ...PACE, limitMs: 0 }, signal, never)).toBeUndefined();
  expect({ at: clock.now(), asked }).toEqual({ at: 1000, asked: 12 });
});

it('a cancel between two attempts ends it', async () => {
  const ended = new AbortController();
  const asking = poll(new VirtualClock(), PACE, ended.signal, () => {
    ended.abort();
    return Promise.resolve(undefined);
  });
  await expect(asking).rejects.toMatchObject({ code: 'CANCELLED' });
});
