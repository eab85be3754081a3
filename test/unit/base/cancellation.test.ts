import { expect, test } from 'vitest';
import { throwIfCancelled, withDeadline } from '../../../src/base/cancellation';
import { systemClock } from '../../../src/base/clock';
import { VirtualClock } from '../../simulator/virtualClock';

const never = (): Promise<string> => new Promise(() => undefined);
const CANCELLED = { code: 'CANCELLED' };

test('returns the result of the work', async () => {
  const result = withDeadline(new VirtualClock(), 100, new AbortController().signal, () =>
    Promise.resolve('done'),
  );
  expect(await result).toBe('done');
});

test('returns undefined once the deadline has passed, and aborts the work', async () => {
  const clock = new VirtualClock();
  let told: AbortSignal | undefined;
  const result = await withDeadline(clock, 100, new AbortController().signal, (signal) => {
    told = signal;
    return never();
  });
  expect(result).toBeUndefined();
  expect(clock.now()).toBe(100);
  expect(told?.aborted).toBe(true);
});

test('passes on the error of the work', async () => {
  const failing = withDeadline(new VirtualClock(), 100, new AbortController().signal, () =>
    Promise.reject(new Error('broken')),
  );
  await expect(failing).rejects.toThrow('broken');
});

test('a cancel ends the work at once, both before it starts and while it runs', async () => {
  const cancel = new AbortController();
  const clock = new VirtualClock();
  const working = withDeadline(clock, 60_000, cancel.signal, never);
  cancel.abort();
  await expect(working).rejects.toMatchObject(CANCELLED);
  await expect(withDeadline(clock, 60_000, cancel.signal, never)).rejects.toMatchObject(CANCELLED);
  expect(clock.now()).toBe(0);
  const thrown = Promise.resolve().then(() => {
    throwIfCancelled(cancel.signal);
  });
  await expect(thrown).rejects.toMatchObject(CANCELLED);
});

test('cancelling a sleep of the system’s clock rejects it as cancelled', async () => {
  const cancel = new AbortController();
  const sleeping = systemClock.sleep(60_000, cancel.signal);
  cancel.abort();
  await expect(sleeping).rejects.toMatchObject(CANCELLED);
  await expect(systemClock.sleep(1, cancel.signal)).rejects.toMatchObject(CANCELLED);
});

test('the system’s clock sleeps for the requested time', async () => {
  const before = systemClock.now();
  await systemClock.sleep(20, new AbortController().signal);
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(19);
});
