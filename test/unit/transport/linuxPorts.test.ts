import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import { type PortList, listPorts } from '../../../src/transport/ports';

let folder: string;
let places: { readonly sysfs: string; readonly dev: string };

/** A Linux computer's folders, none of which needs a tool to be read. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linux-'));
  places = { sysfs: join(folder, 'sys'), dev: join(folder, 'dev') };
  await mkdir(places.sysfs);
  await mkdir(places.dev);
});
afterEach(() => rm(folder, { recursive: true }));

async function known(name: string, type?: string): Promise<void> {
  await mkdir(join(places.sysfs, name));
  if (type !== undefined) await writeFile(join(places.sysfs, name, 'type'), `${type}\n`);
}

async function pytrack(name: string): Promise<void> {
  await known(name);
  const device = join(folder, 'devices', '0000:00:14.0', 'usb1', '1-2');
  await mkdir(join(device, '1-2:1.0'), { recursive: true });
  for (const [attribute, text] of [
    ['idVendor', '04d8'],
    ['idProduct', 'f013'],
    ['serial', 'Py1a2b3c'],
    ['manufacturer', 'Pycom Ltd.'],
  ] as const)
    await writeFile(join(device, attribute), `${text}\n`);
  await symlink(join(device, '1-2:1.0'), join(places.sysfs, name, 'device'));
}

async function deviceFile(...names: string[]): Promise<void> {
  for (const name of names) await writeFile(join(places.dev, name), '');
}

const list = (): Promise<PortList> => listPorts(silentLogger, 'linux', places);

test('lists ports with their USB data, those of Pycom first, without any system tool', async () => {
  await pytrack('ttyACM0');
  for (const name of ['ttyUSB0', 'ttyAMA0', 'tty1', 'console']) await known(name);
  await known('ttyS0', '4');
  await known('ttyS1', '0');
  await deviceFile('ttyACM0', 'ttyUSB0', 'ttyS0', 'ttyS1', 'ttyAMA0', 'tty1', 'console', 'sda');
  const { ports, unknown } = await list();
  expect(unknown).toBeNull();
  expect(ports.map(({ path }) => path)).toEqual(
    ['ttyACM0', 'ttyAMA0', 'ttyS0', 'ttyUSB0'].map((name) => join(places.dev, name)),
  );
  expect(ports[0]).toMatchObject({
    shield: 'Pytrack',
    manufacturer: 'Pycom Ltd.',
    vendorId: '04D8',
    productId: 'F013',
    serialNumber: 'Py1a2b3c',
    location: '0000:00:14.0/1-2:1.0',
  });
  expect(ports[1]).toMatchObject({ shield: null, vendorId: null, location: null });
});

test('an empty list is certain when everything was readable', async () => {
  expect(await list()).toEqual({ ports: [], unknown: null });
});

test('reports a port that the kernel knows but that has no device file', async () => {
  await known('ttyUSB0');
  const { ports, unknown } = await list();
  expect(ports).toEqual([]);
  expect(unknown?.template).toContain('can’t reach it');
  expect(unknown?.args['ports']).toBe(join(places.dev, 'ttyUSB0'));
});

test('without /sys only device files are listed, and the list says so', async () => {
  await deviceFile('ttyUSB0', 'ttyS0');
  await rm(places.sysfs, { recursive: true });
  const { ports, unknown } = await list();
  expect(ports.map(({ path, vendorId }) => [path, vendorId])).toEqual([[join(places.dev, 'ttyUSB0'), null]]);
  expect(unknown?.template).toContain('/sys isn’t readable');
});

test('without /dev and /sys the ports are unknown', async () => {
  await rm(places.sysfs, { recursive: true });
  await rm(places.dev, { recursive: true });
  const { ports, unknown } = await list();
  expect(ports).toEqual([]);
  expect(unknown?.template).toContain('neither /dev nor /sys is readable');
});
