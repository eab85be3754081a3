import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usbFacts } from '../../../src/transport/linuxPorts';

let folder: string;
let sysfs: string;

/** A serial port as the kernel describes it. */
async function device(name: string, below: string, attributes: Record<string, string>): Promise<void> {
  const place = join(folder, 'devices', below);
  await mkdir(join(place, name), { recursive: true });
  for (const [attribute, text] of Object.entries(attributes))
    await writeFile(join(place, '..', attribute), `${text}\n`);
  await mkdir(join(sysfs, name), { recursive: true });
  await symlink(join(place, name), join(sysfs, name, 'device'));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sysfs-'));
  sysfs = join(folder, 'class', 'tty');
  const ids = { idVendor: '10c4', idProduct: 'ea60', serial: '0001', manufacturer: 'Silicon Labs' };
  await device('ttyUSB0', 'pci0000:00/0000:00:14.0/usb1/1-1/1-1.2/1-1.2:1.0', ids);
  await device('ttyUSB1', 'pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0', {
    idVendor: '1a86',
    idProduct: '7523',
  });
  await device('ttyS0', 'pnp0/00:01', {});
});
afterAll(() => rm(folder, { recursive: true }));

test.runIf(process.platform === 'linux')('the kernel lists what is on the USB bus, and where', async () => {
  expect(await usbFacts('ttyUSB0', sysfs)).toEqual({
    manufacturer: 'Silicon Labs',
    serialNumber: '0001',
    vendorId: '10c4',
    productId: 'ea60',
    location: '0000:00:14.0/1-1.2:1.0',
  });
  expect(await usbFacts('ttyUSB1', sysfs)).toEqual({
    manufacturer: null,
    serialNumber: null,
    vendorId: '1a86',
    productId: '7523',
    location: '0000:00:14.0/1-3:1.0',
  });
});

test('nothing is known of a device that is missing or not on the USB bus', async () => {
  expect(await usbFacts('ttyS0', sysfs)).toBeUndefined();
  expect(await usbFacts('ttyUSB7', sysfs)).toBeUndefined();
  expect(await usbFacts('ttyUSB0', join(folder, 'no such'))).toBeUndefined();
});
