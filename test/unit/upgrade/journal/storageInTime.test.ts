import { expect, test } from 'vitest';
import { memoryStorage, type RecordStorage } from '../../../../src/upgrade/journal/recordStorage';
import { storageInTime } from '../../../../src/upgrade/journal/storageInTime';
import { VirtualClock } from '../../../simulator/virtualClock';

const NO_ANSWER = 'the folder has not answered for 15 s';

/** A folder on a server that stops answering, and answers again. */
class Server {
  readonly clock = new VirtualClock();
  readonly held = memoryStorage();
  readonly storage: RecordStorage;
  calls = 0;
  private readonly waiting: (() => void)[] = [];
  private gone = false;

  constructor() {
    const { held } = this;
    const far: RecordStorage = {
      folder: 'far away',
      read: (name) => this.answer(() => held.read(name)),
      write: (name, text) => this.answer(() => held.write(name, text)),
      create: (name, text) => this.answer(() => held.create(name, text)),
      list: () => this.answer(() => held.list()),
      remove: (name) => this.answer(() => held.remove(name)),
    };
    this.storage = storageInTime(far, this.clock);
  }

  stop(): void {
    this.gone = true;
  }

  async comeBack(): Promise<void> {
    this.gone = false;
    for (const go of this.waiting.splice(0)) go();
    await new Promise(setImmediate);
  }

  private async answer<T>(work: () => Promise<T>): Promise<T> {
    this.calls += 1;
    if (this.gone) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return work();
  }
}

test('what the folder says is passed on', async () => {
  const { storage } = new Server();
  expect(storage.folder).toBe('far away');
  await storage.write('one', '1');
  expect(await storage.create('one', '2')).toBe(false);
  expect(await storage.create('two', '2')).toBe(true);
  expect(await storage.read('one')).toBe('1');
  expect(await storage.read('none')).toBeUndefined();
  await storage.remove('one');
  expect(await storage.list()).toEqual(['two']);
});

test('a folder that stops answering is waited for once, for 15 s', async () => {
  const server = new Server();
  server.stop();
  await expect(server.storage.write('one', '1')).rejects.toThrow(NO_ANSWER);
  expect(server.clock.now()).toBe(15_000);
  for (const call of [
    () => server.storage.read('one'),
    () => server.storage.write('one', '2'),
    () => server.storage.create('one', '2'),
    () => server.storage.list(),
    () => server.storage.remove('other'),
  ])
    await expect(call()).rejects.toThrow(NO_ANSWER);
  expect(server.clock.now()).toBe(15_000);
  expect(server.calls).toBe(1);
});

test('and is used again once it has answered, where the late text has not replaced a newer one', async () => {
  const server = new Server();
  server.stop();
  await expect(server.storage.write('one', 'late')).rejects.toThrow(NO_ANSWER);
  await server.comeBack();
  await server.storage.write('one', 'newer');
  expect(await server.storage.read('one')).toBe('newer');
});

test('a lock that is made too late is taken away again', async () => {
  const server = new Server();
  server.stop();
  await expect(server.storage.create('lock', 'mine')).rejects.toThrow(NO_ANSWER);
  await server.comeBack();
  await expect.poll(() => server.storage.list()).toEqual([]);
});

test('somebody else’s lock is not', async () => {
  const server = new Server();
  await server.held.create('lock', 'theirs');
  server.stop();
  await expect(server.storage.create('lock', 'mine')).rejects.toThrow(NO_ANSWER);
  await server.comeBack();
  await expect.poll(() => server.storage.read('lock').catch(() => 'not yet')).toBe('theirs');
});

test('what was to be removed meanwhile is removed as soon as that is possible', async () => {
  const server = new Server();
  await server.held.write('one', 'old');
  server.stop();
  await expect(server.storage.write('one', 'late')).rejects.toThrow(NO_ANSWER);
  await expect(server.storage.remove('one')).rejects.toThrow(NO_ANSWER);
  await server.comeBack();
  await expect.poll(() => server.held.list()).toEqual([]);
});

test('a call that fails after its time is no news', async () => {
  const server = new Server();
  server.held.write = () => Promise.reject(new Error('ESTALE'));
  server.stop();
  await expect(server.storage.write('one', '1')).rejects.toThrow(NO_ANSWER);
  await server.comeBack();
  await expect.poll(() => server.storage.list()).toEqual([]);
});
