import { beforeEach, describe, expect, it } from 'vitest';
import type { PortLease } from '../../../../src/ui/portSharing/otherExtension';
import { PymakrTwo } from '../../../../src/ui/portSharing/pymakrTwo';
import { type CallRig, callRig, never } from './fakeHost';
import { type FakePymakr, installPymakr } from './fakePymakr';

const PORT = '/dev/ttyACM0';
const { signal } = new AbortController();

describe('Pymakr 2', () => {
  let rig: CallRig;
  let pymakr: FakePymakr;
  let holder: PymakrTwo;

  const release = (): Promise<PortLease | undefined> => holder.release(PORT, 'opening', signal);

  beforeEach(() => {
    rig = callRig();
    pymakr = installPymakr(rig.host, PORT);
    holder = new PymakrTwo(rig.host, rig.calls);
  });

  it('releases the port that it is connected to, and connects again', async () => {
    expect(await holder.holds(PORT)).toBe(true);
    const lease = await release();
    expect(pymakr.isConnected).toBe(false);
    expect(await holder.holds(PORT)).toBe(false);
    expect(lease?.warning).toBeUndefined();
    expect(await lease?.giveBack(PORT)).toBe(true);
    expect(pymakr.done).toEqual(['disconnect', 'connect']);
    expect(rig.warnings).toEqual([]);
  });

  it.each(['pycom.pymakr', 'pycom.pymakr-preview'])('is found as %s', async (id) => {
    rig.host.extensions.clear();
    rig.host.extensions.set(id, { isActive: true, version: '2.0.0' });
    expect(await holder.holds(PORT)).toBe(true);
  });

  it('is left alone when it has another port, or none', async () => {
    expect(await holder.release('/dev/ttyACM1', 'opening', signal)).toBeUndefined();
    pymakr.isConnected = false;
    expect(await release()).toBeUndefined();
    pymakr.device.protocol = 'telnet';
    pymakr.isConnected = true;
    expect(await release()).toBeUndefined();
    expect(pymakr.done).toEqual([]);
  });

  it('gets no request when it is not installed or has not started', async () => {
    rig.host.extensions.set('pycom.pymakr', { isActive: false, version: '2.25.2' });
    expect(await release()).toBeUndefined();
    rig.host.extensions.clear();
    expect(await release()).toBeUndefined();
    expect(rig.host.called).toEqual([]);
  });

  it('compares Windows port names without letter case', async () => {
    holder = new PymakrTwo(rig.host, rig.calls, 'win32');
    pymakr.device.address = 'COM3';
    expect(await holder.holds('com3')).toBe(true);
    expect(await holder.holds('\\\\.\\COM3')).toBe(true);
    expect(await holder.holds('COM30')).toBe(false);
  });

  it('knows both device files of a macOS port', async () => {
    holder = new PymakrTwo(rig.host, rig.calls, 'darwin');
    pymakr.device.address = '/dev/tty.usbmodem101';
    expect(await holder.holds('/dev/cu.usbmodem101')).toBe(true);
    expect(await holder.holds('/dev/cu.usbmodem102')).toBe(false);
  });

  it('counts as absent when its command is missing or returns nothing useful', async () => {
    rig.host.offered.delete('pymakr.getPymakr');
    expect(await release()).toBeUndefined();
    for (const inside of [
      undefined,
      null,
      7,
      {},
      { devicesStore: {} },
      { devicesStore: { get: () => 'x' } },
    ]) {
      rig.host.offered.set('pymakr.getPymakr', (callback) => (callback as (given: unknown) => void)(inside));
      expect(await release()).toBeUndefined();
    }
  });

  it('counts as absent when its command throws, never answers, or does not call back', async () => {
    const doors = [
      (): unknown => {
        throw new Error('renamed');
      },
      never,
      (): unknown => undefined,
    ];
    for (const door of doors) {
      rig.host.offered.set('pymakr.getPymakr', door);
      expect(await release()).toBeUndefined();
    }
    expect(rig.warnings).toHaveLength(3);
  });

  it('counts as absent when its boards have another structure', async () => {
    const { device } = pymakr;
    for (const odd of [null, 'a board', {}, { ...device, address: 5 }, { ...device, connected: true }]) {
      pymakr.devices.splice(0, Infinity, odd as never);
      expect(await release()).toBeUndefined();
    }
    const broken = (): never => {
      throw new Error('inside');
    };
    pymakr.devices.splice(0, Infinity, { ...device, connected: { get: broken } });
    expect(await release()).toBeUndefined();
  });

  it('can’t release the port without its methods, and is not reported as disconnected while it has the port', async () => {
    delete pymakr.device.disconnect;
    const lease = await release();
    expect(await holder.holds(PORT)).toBe(true);
    expect(await lease?.giveBack(PORT)).toBe(true);
    expect(pymakr.done).toEqual([]);
  });

  it('reports when it can’t be connected again', async () => {
    delete pymakr.device.connect;
    expect(await (await release())?.giveBack(PORT)).toBe(false);
    pymakr.isConnected = true;
    pymakr.device.connect = () => rejectWith(['Failed to connect to it.', 'busy']);
    expect(await (await release())?.giveBack(PORT)).toBe(false);
    expect(rig.warnings).toEqual(['Pymakr: connect: Failed to connect to it. busy']);
  });

  it('gets a second request when it first reports a timeout', async () => {
    let calls = 0;
    pymakr.device.disconnect = () => {
      calls += 1;
      if (calls === 1) return rejectWith('Timed out while disconnecting.');
      pymakr.isConnected = false;
      return undefined;
    };
    await release();
    expect(await holder.holds(PORT)).toBe(false);
    expect(rig.warnings).toEqual(['Pymakr: disconnect: Timed out while disconnecting.']);
  });

  it('has released the port even if it reports a timeout', async () => {
    pymakr.device.disconnect = () => {
      pymakr.done.push('disconnect');
      pymakr.isConnected = false;
      return rejectWith('Timed out while disconnecting.');
    };
    const lease = await release();
    expect(pymakr.done).toEqual(['disconnect']);
    expect(await lease?.giveBack(PORT)).toBe(true);
  });

  it('releases the port while a program runs on the board', async () => {
    pymakr.isBusy = true;
    await release();
    expect(pymakr.done).toEqual(['disconnect']);
    expect(await holder.holds(PORT)).toBe(false);
  });

  it.each(['opening', 'busy'] as const)(
    'keeps the port while a running program blocks the release, and the program is not stopped (%s)',
    async (occasion) => {
      pymakr.isBusy = true;
      pymakr.device.disconnect = () => {
        pymakr.done.push('disconnect');
        return rejectWith('Timed out while disconnecting.');
      };
      const lease = await holder.release(PORT, occasion, signal);
      expect(pymakr.done).toEqual(['disconnect', 'disconnect']);
      // The port is busy, and the user learns which program has it.
      expect(await holder.holds(PORT)).toBe(true);
      expect(await lease?.giveBack(PORT)).toBe(true);
      expect(pymakr.done).not.toContain('stopScript');
    },
  );

  it('never blocks the work: every one of its calls has a deadline', async () => {
    pymakr.device.disconnect = never;
    pymakr.device.connect = never;
    const lease = await release();
    expect(await holder.holds(PORT)).toBe(true);
    pymakr.isConnected = false;
    pymakr.device.online = { get: () => false };
    expect(await lease?.giveBack(PORT)).toBe(false);
    expect(rig.clock.now()).toBeLessThan(40_000);
    expect(rig.warnings.every((text) => / no end within \d+ s$/.test(text))).toBe(true);
  });

  it('waits for a board that is still reconnecting', async () => {
    const lease = await release();
    const back = rig.clock.now() + 1_000;
    pymakr.device.online = { get: () => rig.clock.now() >= back };
    expect(await lease?.giveBack(PORT)).toBe(true);
    expect(rig.clock.now()).toBeGreaterThanOrEqual(back);
  });

  it('connects to the board under its new path', async () => {
    const lease = await release();
    pymakr.device.address = '/dev/ttyACM1';
    expect(await lease?.giveBack('/dev/ttyACM1')).toBe(true);
  });

  it('has its dev mode stopped for this board, and started again', async () => {
    pymakr.projects.push({ watcher: { deviceManagers: [{ device: pymakr.device }] } });
    pymakr.projects.push({ watcher: { deviceManagers: [{ device: {} }] } }, {}, null);
    const lease = await release();
    await lease?.giveBack(PORT);
    expect(pymakr.done).toEqual(['stopDevMode', 'disconnect', 'connect', 'startDevMode']);
  });

  it('leads to a warning when it is set to connect always', async () => {
    pymakr.device.config = { autoConnect: 'always' };
    expect((await release())?.warning?.template).toMatch(/always connect/);
  });

  it('is not connected again when it has connected on its own', async () => {
    const lease = await release();
    pymakr.isConnected = true;
    expect(await lease?.giveBack(PORT)).toBe(true);
    expect(pymakr.done).toEqual(['disconnect']);
  });

  it('is left unchanged after a cancel, and a request in progress is still returned', async () => {
    expect(await holder.release(PORT, 'opening', AbortSignal.abort())).toBeUndefined();
    expect(pymakr.done).toEqual([]);

    const abort = new AbortController();
    pymakr.device.disconnect = () => {
      abort.abort();
      pymakr.isConnected = false;
      return Promise.resolve();
    };
    const lease = await holder.release(PORT, 'opening', abort.signal);
    expect(await lease?.giveBack(PORT)).toBe(true);
  });
});

/** Pymakr rejects with texts and lists of texts, which are no errors. */
function rejectWith(reason: unknown): Promise<void> {
  return Promise.resolve().then(() => AbortSignal.abort(reason).throwIfAborted());
}
