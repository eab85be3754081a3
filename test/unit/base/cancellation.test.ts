import { expect, test } from 'vitest';
import { throwIfCancelled, withDeadline } from '../../../src/base/cancellation';
import { systemClock } from '../../../src/base/clock';
import { VirtualClock } from '../../simulator/virtualClock';

const never = (): Promise<string> => new Promise(() => undefined);
const CANCELLED = { code: 'CANCELLED' };

test('gives what the work gives', async () => {
  const result = withDeadline(new VirtualClock(), 100, new AbortController().signal, () =>
    Promise.resolve('done'),
  );
  expect(await result).toBe('done');
});

test('gives nothing once the time has passed, and tells the work', async () => {
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

test('passes on how the work failed', async () => {
  const failing = withDeadline(new VirtualClock(), 100, new AbortController().signal, () =>
    Promise.reject(new Error('broken')),
  );
  await expect(failing).rejects.toThrow('broken');
});

test('a cancel ends it at once, before and while it works', async () => {
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

test('a cancelled sleep of the system’s clock is a cancel', async () => {
  const cancel = new AbortController();
  const sleeping = systemClock.sleep(60_000, cancel.signal);
  cancel.abort();
  await expect(sleeping).rejects.toMatchObject(CANCELLED);
  await expect(systemClock.sleep(1, cancel.signal)).rejects.toMatchObject(CANCELLED);
});

test('the system’s clock sleeps as long as it should', async () => {
  const before = systemClock.now();
  await systemClock.sleep(20, new AbortController().signal);
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(19);
});
