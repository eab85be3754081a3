import { expect, it } from 'vitest';
import { PortWork } from '../../../src/ui/portWork';

function rig() {
  const told: string[] = [];
  const work = new PortWork({
    tellBusy: () => told.push('busy'),
    onEnding: () => told.push('ending'),
    onSeveralEnding: () => told.push('ending several'),
  });
  return { work, told };
}

/** Ends when its signal aborts, like everything that uses a port. */
const untilCancelled = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

it('runs one task at a time, and rejects a second one', async () => {
  const { work, told } = rig();
  const seen: boolean[] = [];
  work.onChange(() => seen.push(work.running));
  const first = work.runExclusive(untilCancelled);
  await work.runExclusive(() => Promise.reject(new Error('it ran')));
  expect(told).toEqual(['busy']);
  work.cancel();
  await first;
  expect(seen).toEqual([true, false]);
});

it('lets a batch run at the same time, each with its own end, and closes with both', async () => {
  const { work, told } = rig();
  const ended: string[] = [];
  const led = work.runExclusive(untilCancelled).then(() => ended.push('led'));
  const batch = work.runSeveral(untilCancelled).then(() => ended.push('batch'));
  await work.runSeveral(() => Promise.reject(new Error('it ran')));
  expect(told).toEqual(['busy']);
  work.cancel();
  await led;
  expect([work.running, work.severalRunning, work.severalEnding]).toEqual([false, true, false]);
  const again = work.runExclusive(untilCancelled).then(() => ended.push('again'));
  await work.close();
  await Promise.all([batch, again]);
  expect(ended).toEqual(['led', 'again', 'batch']);
  expect(told).toEqual(['busy', 'ending', 'ending', 'ending several']);
  await work.runSeveral(() => Promise.reject(new Error('it ran')));
});

it('requests the end once', async () => {
  const { work, told } = rig();
  work.cancel();
  const first = work.runExclusive(untilCancelled);
  expect(work.ending).toBe(false);
  work.cancel();
  work.cancel();
  expect(work.ending).toBe(true);
  expect(told).toEqual(['ending']);
  await first;
  expect(work.ending).toBe(false);
});

it('passes on an error, and is free again', async () => {
  const { work } = rig();
  await expect(work.runExclusive(() => Promise.reject(new Error('it broke')))).rejects.toThrow('it broke');
  expect(work.running).toBe(false);
});

it('is closed only when the running task has ended, and then starts nothing more', async () => {
  const { work } = rig();
  let ended = false;
  const first = work.runExclusive(async (signal) => {
    await untilCancelled(signal);
    ended = true;
    throw new Error('it broke');
  });
  first.catch(() => undefined);
  await work.close();
  expect(ended).toBe(true);
  await work.runExclusive(() => Promise.reject(new Error('it ran')));
});
