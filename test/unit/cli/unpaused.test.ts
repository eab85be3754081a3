import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { unpaused } from '../../../src/cli/unpaused';
import { differential, Rig } from '../../scenario/rig';

const STOP = 'SIGTSTP';

test('Ctrl-Z is answered during an upgrade, and left to the system before and after', async () => {
  const signals = new EventEmitter();
  let told = '';
  class Unpaused extends Rig {
    override readonly service = unpaused(
      super.newProcess(),
      { err: ({ text }) => void (told += text) },
      signals,
    );
  }
  const rig = new Unpaused();
  const plan = await rig.plan({ images: [differential()] });
  expect(signals.listenerCount(STOP)).toBe(0);
  rig.watch = ({ type }) => {
    if (type === 'progress' && told === '') signals.emit(STOP);
  };
  expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded' });
  expect(told).toBe('An upgrade can’t be paused, so it continues. Ctrl-C stops it at the next safe point.\n');
  expect(signals.listenerCount(STOP)).toBe(0);
});

test('of several upgrades at once, it is answered once, and until the last has ended', async () => {
  const signals = new EventEmitter();
  const ends: (() => void)[] = [];
  const rig = new Rig();
  const plan = await rig.plan({ images: [differential()] });
  const report = await rig.run(plan);
  const waiting = {
    ...rig.service,
    run: () => new Promise<typeof report>((resolve) => ends.push(() => resolve(report))),
  };
  const service = unpaused(waiting, { err: () => undefined }, signals);
  const options = { confirmed: [], signal: new AbortController().signal, onEvent: () => undefined };
  const both = [service.run(plan, options), service.run(plan, options)];
  expect(signals.listenerCount(STOP)).toBe(1);
  ends[0]?.();
  await both[0];
  expect(signals.listenerCount(STOP)).toBe(1);
  ends[1]?.();
  await both[1];
  expect(signals.listenerCount(STOP)).toBe(0);
});
