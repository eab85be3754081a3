import type { FakeHost } from './fakeHost';

/** A board with Pymakr 2’s structure, reduced to the members that we use. */
export interface FakeDevice {
  protocol: unknown;
  address: unknown;
  connected: unknown;
  online?: unknown;
  busy?: unknown;
  config?: unknown;
  disconnect?: unknown;
  connect?: unknown;
  stopScript?: unknown;
}

export interface FakePymakr {
  readonly devices: FakeDevice[];
  readonly projects: unknown[];
  readonly device: FakeDevice;
  isConnected: boolean;
  isBusy: boolean;
  /** The actions on the board, in order. */
  readonly done: string[];
}

/** Pymakr 2 in the host, connected to one board. */
export function installPymakr(host: FakeHost, port: string): FakePymakr {
  const done: string[] = [];
  const pymakr: FakePymakr = {
    devices: [],
    projects: [],
    isConnected: true,
    isBusy: false,
    done,
    device: {
      protocol: 'serial',
      address: port,
      connected: { get: () => pymakr.isConnected },
      online: { get: () => true },
      busy: { get: () => pymakr.isBusy },
      config: { autoConnect: 'onLostConnection' },
      disconnect: () => {
        done.push('disconnect');
        pymakr.isConnected = false;
        return Promise.resolve();
      },
      connect: () => {
        done.push('connect');
        pymakr.isConnected = true;
        return Promise.resolve();
      },
      stopScript: () => {
        done.push('stopScript');
        pymakr.isBusy = false;
        return Promise.resolve();
      },
    },
  };
  pymakr.devices.push(pymakr.device);
  const inside = {
    devicesStore: { get: () => pymakr.devices },
    projectsStore: { get: () => pymakr.projects },
  };
  host.extensions.set('pycom.pymakr', { isActive: true, version: '2.25.2' });
  // Only the callback gets the value. The command itself returns nothing.
  host.offered.set('pymakr.getPymakr', (callback) => (callback as (given: unknown) => void)(inside));
  host.offered.set('pymakr.stopDevMode', () => done.push('stopDevMode'));
  host.offered.set('pymakr.startDevMode', () => done.push('startDevMode'));
  return pymakr;
}
