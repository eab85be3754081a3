import { expect, test } from 'vitest';
import { DisposableStore, toDisposable } from '../../../src/base/disposable';
import { Emitter } from '../../../src/base/emitter';

test('a store releases its entries once, the last first, and late entries at once', () => {
  const released: string[] = [];
  const named = (name: string) => toDisposable(() => released.push(name));
  const store = new DisposableStore();
  store.add(named('first'));
  store.add(named('second'));
  store.dispose();
  store.dispose();
  store.add(named('late'));
  expect(released).toEqual(['second', 'first', 'late']);
});

test('listeners are called in order until they unsubscribe, even if one unsubscribes during a call', () => {
  const emitter = new Emitter<number>();
  const heard: string[] = [];
  const first = emitter.event((value) => {
    heard.push(`first ${value}`);
    first.dispose();
  });
  emitter.event((value) => heard.push(`second ${value}`));
  emitter.fire(1);
  emitter.fire(2);
  expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
  expect(emitter.size).toBe(1);
});
