import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** What the Linux kernel itself says of a serial port on the USB bus, whatever tools there are. */
export interface UsbFacts {
  readonly manufacturer: string | null;
  readonly serialNumber: string | null;
  readonly vendorId: string | null;
  readonly productId: string | null;
  /** Controller, chain of sockets and interface: `0000:00:14.0/1-1.2:1.0`. */
  readonly location: string | null;
}

/** Where the kernel describes its devices; a folder like it in tests. */
export const SYSFS = '/sys/class/tty';

/**
 * What is known of a port by its device's name (`ttyUSB0`). Never rejects.
 * @returns undefined for one that is not on the USB bus, or where sysfs cannot be read
 */
export async function usbFacts(device: string, sysfs = SYSFS): Promise<UsbFacts | undefined> {
  const path = await realpath(join(sysfs, device, 'device')).catch(() => '');
  // …/0000:00:14.0/usb1/1-1/1-1.2/1-1.2:1.0/ttyUSB0
  const parts = /^(.*?)([^/]+)\/usb\d+\/(?:.*\/)?([^/]+):(\d+\.\d+)(?:\/|$)/.exec(path);
  if (!parts) return undefined;
  const [, , controller = '', chain = '', interfaceNumber = ''] = parts;
  const folder = path.slice(0, path.lastIndexOf(`/${chain}:${interfaceNumber}`));
  const attribute = async (name: string): Promise<string | null> => {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    return text.trim() || null;
  };
  const [manufacturer, serialNumber, vendorId, productId] = await Promise.all(
    ['manufacturer', 'serial', 'idVendor', 'idProduct'].map(attribute),
  );
  return {
    manufacturer: manufacturer ?? null,
    serialNumber: serialNumber ?? null,
    vendorId: vendorId ?? null,
    productId: productId ?? null,
    location: `${controller}/${chain}:${interfaceNumber}`,
  };
}
