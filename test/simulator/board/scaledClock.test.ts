import { expect, test } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { scaledClock } from './scaledClock';

const FACTOR = 50;

/** Blocks the event loop, like a busy computer. */
function stall(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('runs faster by its factor', async () => {
  const clock = scaledClock(systemClock, FACTOR);
  const before = performance.now();
  await clock.sleep(1000);
  // Node's timers may be a millisecond early.
  expect(performance.now() - before).toBeGreaterThan(1000 / FACTOR - 5);
  expect(clock.now()).toBeGreaterThanOrEqual(1000);
});

test('stops while nothing can run, so that a timely answer stays timely', async () => {
  const clock = scaledClock(systemClock, FACTOR);
  const order: string[] = [];
  const deadline = clock.sleep(5000).then(() => order.push('deadline'));
  const answer = (async () => {
    for (let piece = 0; piece < 10; piece++) await clock.sleep(10);
    order.push('answer');
  })();
  stall(2 * (5000 / FACTOR));
  expect(clock.now()).toBeLessThan(100);
  await Promise.all([answer, deadline]);
  expect(order).toEqual(['answer', 'deadline']);
});

test('ends a sleep on its signal, and wakes the others in order', async () => {
  const clock = scaledClock(systemClock, FACTOR);
  const cancel = new AbortController();
  const woken: number[] = [];
  const cancelled = clock.sleep(10, cancel.signal);
  const others = [300, 100, 200].map((ms) => clock.sleep(ms).then(() => woken.push(ms)));
  cancel.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  await Promise.all(others);
  expect(woken).toEqual([100, 200, 300]);
});

test('can change its speed during a sleep, and gives the time of day in whole milliseconds', async () => {
  const clock = scaledClock(systemClock, 1);
  const before = performance.now();
  const slept = clock.sleep(60_000);
  clock.factor = 1000;
  await slept;
  expect(performance.now() - before).toBeLessThan(5000);
  expect(clock.now()).toBeGreaterThanOrEqual(60_000);
  expect(Number.isInteger(clock.wallTime())).toBe(true);
  expect(clock.usualFactor).toBe(1);
});
