import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { upgradeErrors } from '../../../../src/upgrade/errors';
import { transportErrors } from '../../../../src/transport/errors';
import type { PortDescription } from '../../../../src/transport/ports';
import {
  awaitPowerCycle,
  type PowerCycleEnd,
  identify,
  type PortIdentity,
  type PowerCycleContext,
} from '../../../../src/upgrade/run/powerCycle';
import { VirtualClock } from '../../../simulator/virtualClock';
import { FakeTransport } from '../../transport/fakeTransport';

const unhurried = new AbortController().signal;

function port(path: string, serialNumber: string | null, location: string | null = null): PortDescription {
  return {
    path,
    serialNumber,
    vendorId: '04D8',
    productId: 'F013',
    shield: 'Pytrack',
    manufacturer: null,
    location,
  };
}

/** A USB bus, and a user who pulls the cable and plugs it in again. */
class Bus {
  readonly clock = new VirtualClock();
  readonly held = new FakeTransport();
  readonly tried: string[] = [];
  /** Actions on ports, in order. */
  readonly events: string[] = [];
  /** Ports that another window uses. */
  readonly inUse = new Set<string>();
  readonly requests: string[] = [];
  ports: PortDescription[] = [];
  listable = true;

  readonly context: PowerCycleContext = {
    clock: this.clock,
    logger: silentLogger,
    listPorts: () =>
      this.listable
        ? Promise.resolve({ ports: this.ports, unknown: null })
        : Promise.reject(new Error('no udev on this computer')),
    openTransport: (path) => {
      this.tried.push(path);
      this.events.push(`open ${path}`);
      return this.ports.some((each) => each.path === path)
        ? Promise.resolve(new FakeTransport())
        : Promise.reject(transportErrors.notFound(path, undefined));
    },
    canonicalPort: (path) => Promise.resolve(path),
    alsoHold: (path) => {
      this.events.push(`hold ${path}`);
      return this.inUse.has(path)
        ? Promise.reject(upgradeErrors.portInUseElsewhere(path, 7))
        : Promise.resolve();
    },
    awaitHand: ({ template }) => this.requests.push(template),
  };

  constructor(...ports: PortDescription[]) {
    this.ports = ports;
  }

  /** Pulls the cable after 5 s. The arguments are the ports 10 s and 20 s later. */
  async cycle(
    identity: PortIdentity,
    soon: PortDescription[],
    later: PortDescription[],
  ): Promise<PowerCycleEnd> {
    const waited = awaitPowerCycle(this.held, identity, this.context, unhurried);
    await this.clock.sleep(5000);
    this.ports = [];
    this.held.unplug();
    await this.clock.sleep(10_000);
    this.ports = soon;
    await this.clock.sleep(10_000);
    this.ports = later;
    return waited;
  }
}

test('a board that returns under another path is identified by its serial number', async () => {
  const bus = new Bus(port('/dev/ttyACM0', 'A1'));
  const identity = await identify('/dev/ttyACM0', bus.context, unhurried);
  expect(await bus.cycle(identity, [port('/dev/ttyACM1', 'A1')], [])).toEqual({ path: '/dev/ttyACM1' });
  expect(bus.held.closed).toBe(true);
  expect(bus.requests).toEqual(['{powerOff}, then plug it back in.', 'The board is off. Plug it back in.']);
});

test('another board at its path is neither taken for it nor opened', async () => {
  const bus = new Bus(port('/dev/ttyACM0', 'A1'));
  const identity = await identify('/dev/ttyACM0', bus.context, unhurried);
  const other = port('/dev/ttyACM0', 'B2');
  expect(await bus.cycle(identity, [other], [other, port('/dev/ttyACM1', 'A1')])).toEqual({
    path: '/dev/ttyACM1',
  });
  expect(bus.tried).toEqual(['/dev/ttyACM1']);
});

test('a board without a serial number is awaited under its path', async () => {
  const bus = new Bus(port('/dev/ttyUSB0', null));
  const identity = await identify('/dev/ttyUSB0', bus.context, unhurried);
  expect(await bus.cycle(identity, [port('/dev/ttyUSB0', null)], [])).toEqual({ path: '/dev/ttyUSB0' });
});

test('without a list of ports, only the path identifies the board', async () => {
  const bus = new Bus(port('/dev/ttyUSB0', 'A1'));
  bus.listable = false;
  const identity = await identify('/dev/ttyUSB0', bus.context, unhurried);
  expect(identity).toEqual({ path: '/dev/ttyUSB0', listed: null, usb: null });
  expect(await bus.cycle(identity, [port('/dev/ttyUSB0', 'A1')], [])).toEqual({ path: '/dev/ttyUSB0' });
});

test('a board in the network is not looked for among the ports', async () => {
  const bus = new Bus(port('telnet://192.168.4.1', 'A1'));
  expect(await identify('telnet://192.168.4.1', bus.context, unhurried)).toEqual({
    path: 'telnet://192.168.4.1',
    listed: null,
    usb: null,
  });
});

test('a cable that is pulled and not plugged in again ends the wait after three minutes', async () => {
  const bus = new Bus(port('/dev/ttyACM0', 'A1'));
  const identity = await identify('/dev/ttyACM0', bus.context, unhurried);
  expect(await bus.cycle(identity, [], [])).toBe('notBack');
  expect(bus.clock.now()).toBeGreaterThanOrEqual(180_000);
  expect(bus.held.closed).toBe(true);
});

test('a board that is back but can’t be opened yet is tried again', async () => {
  const bus = new Bus(port('/dev/ttyACM0', 'A1'));
  const { openTransport } = bus.context;
  let refusals = 3;
  const context: PowerCycleContext = {
    ...bus.context,
    openTransport: (path, ...more) =>
      refusals-- > 0 ? Promise.reject(transportErrors.busy(path, undefined)) : openTransport(path, ...more),
  };
  const identity = await identify('/dev/ttyACM0', context, unhurried);
  const waited = awaitPowerCycle(bus.held, identity, context, unhurried);
  bus.held.unplug();
  expect(await waited).toEqual({ path: '/dev/ttyACM0' });
  expect(refusals).toBeLessThan(0);
});

test('a bug of ours is not taken for a board that is not there yet', async () => {
  const bus = new Bus(port('/dev/ttyACM0', 'A1'));
  const context = { ...bus.context, openTransport: () => Promise.reject(new TypeError('no such thing')) };
  const waited = awaitPowerCycle(
    bus.held,
    { path: '/dev/ttyACM0', listed: null, usb: null },
    context,
    unhurried,
  );
  bus.held.unplug();
  await expect(waited).rejects.toThrow('no such thing');
});

test('a cable that was pulled before the request counts', async () => {
  const bus = new Bus(port('/dev/ttyACM0', 'A1'));
  const identity = await identify('/dev/ttyACM0', bus.context, unhurried);
  bus.held.unplug();
  expect(await awaitPowerCycle(bus.held, identity, bus.context, unhurried)).toEqual({ path: '/dev/ttyACM0' });
  expect(bus.clock.now()).toBeLessThan(1000);
});

test('without a reaction the wait ends after three minutes, with the port closed', async () => {
  const bus = new Bus(port('/dev/ttyACM0', 'A1'));
  const identity = await identify('/dev/ttyACM0', bus.context, unhurried);
  expect(await awaitPowerCycle(bus.held, identity, bus.context, unhurried)).toBe('neverOff');
  expect(bus.clock.now()).toBeGreaterThanOrEqual(180_000);
  expect(bus.held.closed).toBe(true);
});

const CLONE = { serialNumber: '0001' };
const [OURS, OTHERS] = [port('/dev/ttyUSB0', '0001', '1-1:1.0'), port('/dev/ttyUSB1', '0001', '1-2:1.0')];

test.each([
  ['a number that clones have', '0001'],
  ['a number that two ports have', 'PY1A2B3C'],
  ['no number', null],
])('of two boards with %s, the one in the same socket is chosen', async (_, serialNumber) => {
  const [ours, other] = [OURS, OTHERS].map((each) => ({ ...each, serialNumber }));
  if (!ours || !other) throw new Error('two boards');
  const bus = new Bus(ours, other);
  const identity = await identify(ours.path, bus.context, unhurried);
  const back = { ...ours, path: '/dev/ttyUSB2' };
  expect(await bus.cycle(identity, [other], [other, back])).toEqual({ path: '/dev/ttyUSB2' });
  expect(bus.tried).toEqual(['/dev/ttyUSB2']);
});

test('another board that looks the same is not opened, even if it is the only one, and the user is asked to use the same socket', async () => {
  const bus = new Bus(OURS, OTHERS);
  const identity = await identify(OURS.path, bus.context, unhurried);
  // The other board even has the path now.
  const other = { ...OTHERS, path: OURS.path };
  expect(await bus.cycle(identity, [other], [other])).toBe('notRecognised');
  expect(bus.tried).toEqual([]);
  expect(bus.requests.join()).toMatch(/Plug the board into the same USB port as before/);
  expect(bus.requests).toHaveLength(3);
});

test('a board whose number another board also has is identified by its socket', async () => {
  const ours = { ...OURS, serialNumber: 'PY1A2B3C' };
  const bus = new Bus(ours);
  const identity = await identify(ours.path, bus.context, unhurried);
  const [other, back] = [
    { ...OTHERS, serialNumber: 'PY1A2B3C' },
    { ...ours, path: '/dev/ttyUSB9' },
  ];
  expect(await bus.cycle(identity, [other, back], [other, back])).toEqual({ path: '/dev/ttyUSB9' });
  expect(bus.tried).toEqual(['/dev/ttyUSB9']);
});

test('without locations, a similar board under another name is not opened', async () => {
  const bus = new Bus(port('COM5', CLONE.serialNumber), port('COM6', CLONE.serialNumber));
  const identity = await identify('COM5', bus.context, unhurried);
  const other = port('COM6', CLONE.serialNumber);
  expect(await bus.cycle(identity, [other], [other, port('COM5', CLONE.serialNumber)])).toBe('notRecognised');
  expect(bus.tried).toEqual([]);
});

test('of a device with two ports, the one that was used is chosen', async () => {
  const two = ['1-1:1.0', '1-1:1.1'].map((place, at) => port(`/dev/ttyUSB${at}`, 'FT1A2B3C', place));
  const bus = new Bus(...two);
  const identity = await identify('/dev/ttyUSB1', bus.context, unhurried);
  const back = two.map((each, at) => ({ ...each, path: `/dev/ttyUSB${at + 4}` }));
  expect(await bus.cycle(identity, back, back)).toEqual({ path: '/dev/ttyUSB5' });
});

test('the port at which the board returns is locked for this run before it is opened, and waited for if it is in use', async () => {
  const bus = new Bus(port('/dev/ttyACM0', 'A1'));
  const identity = await identify('/dev/ttyACM0', bus.context, unhurried);
  const back = [port('/dev/ttyACM1', 'A1')];
  bus.inUse.add('/dev/ttyACM1');
  void bus.clock.sleep(30_000).then(() => bus.inUse.clear());
  expect(await bus.cycle(identity, back, back)).toEqual({ path: '/dev/ttyACM1' });
  expect(bus.tried).toEqual(['/dev/ttyACM1']);
  expect(bus.events.slice(-2)).toEqual(['hold /dev/ttyACM1', 'open /dev/ttyACM1']);
  expect(bus.clock.now()).toBeGreaterThanOrEqual(30_000);
});
