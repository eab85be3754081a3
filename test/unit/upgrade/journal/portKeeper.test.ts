import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { memoryStorage } from '../../../../src/upgrade/journal/memoryStorage';
import { PortKeeper } from '../../../../src/upgrade/journal/portKeeper';
import type { Processes } from '../../../../src/upgrade/journal/processes';
import { VirtualClock } from '../../../simulator/virtualClock';

const PORT = '/dev/ttyACM0';
const LIVING: Processes = {
  self: () => Promise.resolve({ pid: 1, started: '7' }),
  lifeOf: () => Promise.resolve('runs'),
  canonicalPort: (port) => Promise.resolve(port),
};

test('while its lock is let go of, a port is in use by this process, not by another', async () => {
  const storage = memoryStorage();
  const keeper = new PortKeeper({
    storage,
    processes: LIVING,
    clock: new VirtualClock(),
    logger: silentLogger,
  });
  const remove = storage.remove.bind(storage);
  let between: Promise<unknown> = Promise.resolve();
  storage.remove = async (name) => {
    between = keeper.alone(PORT, () => Promise.resolve('worked')).catch((error: unknown) => error);
    await between;
    await remove(name);
  };
  await keeper.alone(PORT, () => Promise.resolve());
  expect(await between).toMatchObject({ code: 'PORT_IN_USE_BY_SESSION' });
  storage.remove = remove;
  expect(await keeper.alone(PORT, () => Promise.resolve('worked'))).toBe('worked');
});
