import { expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { transportErrors } from '../../../../src/transport/errors';
import type { ListPorts, PortDescription } from '../../../../src/transport/ports';
import { knownPorts, listedInTime, whereaboutsOf } from '../../../../src/upgrade/inspect/knownPorts';
import { VirtualClock } from '../../../simulator/virtualClock';

const PORT: PortDescription = {
  path: '/dev/ttyACM0',
  shield: 'Pytrack',
  manufacturer: null,
  serialNumber: 'Py1',
  vendorId: '04D8',
  productId: 'F013',
  location: null,
};
const unhurried = new AbortController().signal;

function listing(listPorts: ListPorts) {
  const notes: string[] = [];
  const note = (text: string) => notes.push(text);
  const logger = { ...silentLogger, info: note, warn: note };
  const canonicalPort = (port: string) => Promise.resolve(port.replace('/dev/board', PORT.path));
  return { clock: new VirtualClock(), logger, listPorts, canonicalPort, notes };
}

test('a port is identified by the system’s list', async () => {
  const parts = listing(() => Promise.resolve({ ports: [PORT], unknown: null }));
  const here = {
    device: PORT.path,
    usb: { vendorId: '04D8', productId: 'F013', serialNumber: 'Py1', location: null },
  };
  expect(await whereaboutsOf(PORT.path, parts, unhurried)).toEqual(here);
  expect(await whereaboutsOf('/dev/board', parts, unhurried)).toEqual(here);
  expect(await whereaboutsOf('COM3', parts, unhurried)).toEqual({ device: 'COM3', usb: null });
});

test('a board in the network needs no list', async () => {
  const parts = listing(() => Promise.reject(new Error('asked')));
  expect(await whereaboutsOf('telnet://192.168.4.1', parts, unhurried)).toMatchObject({ usb: null });
  expect(parts.notes).toEqual([]);
});

test.each([
  ['fails', () => Promise.reject(new Error('no udevadm')), /no udevadm/],
  ['never comes', () => new Promise<never>(() => undefined), /not listed in time/],
])('a list that %s is not needed', async (_, listPorts, note) => {
  const parts = listing(listPorts);
  expect(await knownPorts(parts, unhurried)).toEqual([]);
  expect(parts.notes.join()).toMatch(note);
});

test('a list that never comes leaves the user an empty list with the reason', async () => {
  const parts = listing(() => new Promise<never>(() => undefined));
  const { ports, unknown } = await listedInTime(parts, unhurried);
  expect(ports).toEqual([]);
  expect(unknown?.template).toMatch(/didn’t list its serial ports/);
  expect(parts.notes.join()).toMatch(/not listed in time/);
});

test('a missing serial module is reported to a user who chooses a port', async () => {
  const missing = listing(() => Promise.reject(transportErrors.moduleMissing('no such file')));
  await expect(listedInTime(missing, unhurried)).rejects.toMatchObject({ code: 'SERIAL_MODULE_MISSING' });
});

test('a cancel does not wait for the list', async () => {
  const parts = listing(() => new Promise<never>(() => undefined));
  const cancel = new AbortController();
  const known = knownPorts(parts, cancel.signal);
  cancel.abort();
  await expect(known).rejects.toMatchObject({ code: 'CANCELLED' });
});
