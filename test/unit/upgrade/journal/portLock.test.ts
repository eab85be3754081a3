import { expect, test } from 'vitest';
import { lockPort } from '../../../../src/upgrade/journal/portLock';
import { memoryStorage, type RecordStorage } from '../../../../src/upgrade/journal/recordStorage';
import type { ProcessLiveness, Processes } from '../../../../src/upgrade/journal/processes';
import { VirtualClock } from '../../../simulator/virtualClock';

/** Processes that live until a test ends them. All see the same storage. */
function world(storage: RecordStorage = memoryStorage()) {
  const lives = new Map<number, ProcessLiveness>();
  const clock = new VirtualClock();
  const start = (pid: number) => {
    lives.set(pid, 'runs');
    const processes: Processes = {
      self: () => Promise.resolve({ pid, started: '' }),
      lifeOf: (mark) => Promise.resolve(lives.get(mark.pid) ?? 'ended'),
      canonicalPort: (port) => Promise.resolve(port.replace('/dev/by-id/board', '/dev/ttyACM0')),
    };
    return (port: string) => lockPort(port, { storage, processes, clock });
  };
  return {
    storage,
    clock,
    start,
    end: (pid: number) => lives.set(pid, 'ended'),
    hide: (pid: number) => lives.set(pid, 'unsure'),
  };
}

const PORT = '/dev/ttyACM0';

test('a port that is in use is refused until it is released', async () => {
  const { start, storage } = world();
  const [one, other] = [start(1), start(2)];
  const release = await one(PORT);
  await expect(other(PORT)).rejects.toMatchObject({
    code: 'PORT_IN_USE_ELSEWHERE',
    category: 'badInput',
    message: `Another window or command line is working on ${PORT} (process 1).`,
  });
  await release();
  expect(await storage.list()).toEqual([]);
  await (
    await other(PORT)
  )();
});

test('another name of the same port is the same port; another port is not', async () => {
  const { start } = world();
  const [one, other] = [start(1), start(2)];
  await one(PORT);
  await expect(other('/dev/by-id/board')).rejects.toMatchObject({ code: 'PORT_IN_USE_ELSEWHERE' });
  await expect(other('/dev/ttyACM1')).resolves.toBeTypeOf('function');
});

test('a lock whose process has ended is taken over', async () => {
  const { start, end } = world();
  const [one, other, third] = [start(1), start(2), start(3)];
  const late = await one(PORT);
  end(1);
  await other(PORT);
  await expect(third(PORT)).rejects.toMatchObject({ code: 'PORT_IN_USE_ELSEWHERE' });
  // A process that lost its lock must not release the lock of another process.
  await late();
  await expect(third(PORT)).rejects.toMatchObject({ code: 'PORT_IN_USE_ELSEWHERE' });
});

test('a lock whose process can’t be distinguished from another with its number holds for the longest possible work', async () => {
  const { start, hide, clock } = world();
  const [one, other] = [start(1), start(2)];
  await one(PORT);
  hide(1);
  await expect(other(PORT)).rejects.toMatchObject({ code: 'PORT_IN_USE_ELSEWHERE' });
  await clock.sleep(11 * 3_600_000);
  await expect(other(PORT)).rejects.toMatchObject({ code: 'PORT_IN_USE_ELSEWHERE' });
  await clock.sleep(2 * 3_600_000);
  await expect(other(PORT)).resolves.toBeTypeOf('function');
});

test('when many processes find a stale lock at the same time, one gets the port', async () => {
  const { start, end } = world();
  await start(1)(PORT);
  end(1);
  const attempts = await Promise.allSettled([2, 3, 4, 5, 6].map((pid) => start(pid)(PORT)));
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test.each(['', '{', '[]', '{"pid":"1"}', 'null'])('%j does not count as a lock', async (text) => {
  const { start, storage } = world();
  const one = start(1);
  await (
    await one(PORT)
  )();
  const [name = ''] = await nameOfLock(storage, one);
  await storage.write(name, text);
  await (
    await one(PORT)
  )();
  expect(await storage.list()).toEqual([]);
});

test('a guard file that a crash left behind does not block the port forever', async () => {
  const { start, end, storage } = world();
  const one = start(1);
  await one(PORT);
  end(1);
  // The second process ends between creating its guard file and the removal.
  const create = storage.create.bind(storage);
  const stolen: string[] = [];
  storage.create = async (name, text) => {
    const made = await create(name, text);
    if (made && !name.endsWith('.lock')) stolen.push(text);
    return made;
  };
  const remove = storage.remove.bind(storage);
  storage.remove = () => Promise.reject(new Error('power cut'));
  await expect(start(2)(PORT)).rejects.toThrow('power cut');
  expect(stolen).toHaveLength(1);
  end(2);
  storage.remove = remove;
  await expect(start(3)(PORT)).resolves.toBeTypeOf('function');
});

test('a port that other processes lock again and again belongs to them', async () => {
  const { start, storage } = world();
  storage.create = () => Promise.resolve(false);
  await expect(start(1)(PORT)).rejects.toMatchObject({
    code: 'PORT_IN_USE_ELSEWHERE',
    message: `Another window or command line is working on ${PORT}.`,
  });
});

test('a guard file that disappears meanwhile does not block the port', async () => {
  const { start, end, storage } = world();
  await start(1)(PORT);
  end(1);
  const create = storage.create.bind(storage);
  let guards = 0;
  // The first guard file belonged to another process, which has removed it.
  storage.create = (name, text) =>
    !name.endsWith('.lock') && ++guards === 1 ? Promise.resolve(false) : create(name, text);
  await expect(start(2)(PORT)).resolves.toBeTypeOf('function');
});

test('a lock that the user removed by hand can still be released', async () => {
  const { start, storage } = world();
  const release = await start(1)(PORT);
  for (const name of await storage.list()) await storage.remove(name);
  await release();
  expect(await storage.list()).toEqual([]);
});

async function nameOfLock(
  storage: RecordStorage,
  lock: (port: string) => Promise<() => Promise<void>>,
): Promise<string[]> {
  const release = await lock(PORT);
  const names = await storage.list();
  await release();
  return names;
}
