import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { isUpgradeError } from '../../../../src/base/upgradeError';
import { memoryStorage } from '../../../../src/upgrade/journal/recordStorage';
import { PortLocks } from '../../../../src/upgrade/journal/portLocks';
import { nobodyElse } from '../../../../src/upgrade/portBroker';
import type { Processes } from '../../../../src/upgrade/journal/processes';
import { VirtualClock } from '../../../simulator/virtualClock';

const PORT = '/dev/ttyACM0';
const unheard = (): void => undefined;
const LIVING: Processes = {
  self: () => Promise.resolve({ pid: 1, started: '7' }),
  lifeOf: () => Promise.resolve('runs'),
  canonicalPort: (port) => Promise.resolve(port),
};

test('while its lock is released, a port is in use by this process and not by another', async () => {
  const storage = memoryStorage();
  const keeper = new PortLocks({
    storage,
    processes: LIVING,
    clock: new VirtualClock(),
    logger: silentLogger,
    broker: nobodyElse,
  });
  const remove = storage.remove.bind(storage);
  let between: Promise<unknown> = Promise.resolve();
  storage.remove = async (name) => {
    between = keeper
      .runExclusive(PORT, () => Promise.resolve('worked'), unheard)
      .catch((error: unknown) => error);
    await between;
    await remove(name);
  };
  await keeper.runExclusive(PORT, () => Promise.resolve(), unheard);
  expect(await between).toMatchObject({ code: 'PORT_IN_USE_BY_SESSION' });
  storage.remove = remove;
  expect(await keeper.runExclusive(PORT, () => Promise.resolve('worked'), unheard)).toBe('worked');
});

test('a second port is held until the work has ended, against this process and all others', async () => {
  const storage = memoryStorage();
  const parts = {
    storage,
    processes: LIVING,
    clock: new VirtualClock(),
    logger: silentLogger,
    broker: nobodyElse,
  };
  const [keeper, elsewhere] = [new PortLocks(parts), new PortLocks(parts)];
  const codeOf = (one: PortLocks, path: string): Promise<string> =>
    one
      .runExclusive(path, () => Promise.resolve('free'), unheard)
      .catch((error: unknown) => (isUpgradeError(error) ? error.code : String(error)));
  const whileHeld = await keeper.runExclusive(
    PORT,
    async ({ alsoHold }) => {
      await alsoHold(PORT);
      await alsoHold('/dev/ttyACM1');
      return [await codeOf(keeper, '/dev/ttyACM1'), await codeOf(elsewhere, '/dev/ttyACM1')];
    },
    unheard,
  );
  expect(whileHeld).toEqual(['PORT_IN_USE_BY_SESSION', 'PORT_IN_USE_ELSEWHERE']);
  expect([await codeOf(keeper, PORT), await codeOf(elsewhere, '/dev/ttyACM1')]).toEqual(['free', 'free']);
});

test('a second port that another process has is not held, even after several attempts', async () => {
  const storage = memoryStorage();
  const parts = {
    storage,
    processes: LIVING,
    clock: new VirtualClock(),
    logger: silentLogger,
    broker: nobodyElse,
  };
  const [keeper, elsewhere] = [new PortLocks(parts), new PortLocks(parts)];
  await elsewhere.runExclusive(
    '/dev/ttyACM1',
    () =>
      keeper.runExclusive(
        PORT,
        async ({ alsoHold }) => {
          for (let time = 0; time < 3; time++)
            await expect(alsoHold('/dev/ttyACM1')).rejects.toMatchObject({ code: 'PORT_IN_USE_ELSEWHERE' });
        },
        unheard,
      ),
    unheard,
  );
  expect(await keeper.runExclusive('/dev/ttyACM1', () => Promise.resolve('free'), unheard)).toBe('free');
});
