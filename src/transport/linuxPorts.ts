import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type Phrase, phrase } from '../base/phrase';

/** Where the kernel describes its devices; a folder like it in tests. */
const SYSFS = '/sys/class/tty';

/** Where Linux has its ports; folders like them in tests. */
export interface LinuxPlaces {
  readonly sysfs: string;
  readonly dev: string;
}

export const LINUX_PLACES: LinuxPlaces = { sysfs: SYSFS, dev: '/dev' };

export interface LinuxPort extends Partial<UsbFacts> {
  readonly path: string;
}

/** What a serial port's device is called, that of an adapter first. `ttyS` is one where sysfs says that it is there. */
const ADAPTER = /^tty(USB|ACM|WCH|XRUSB)\d+$/;
const BUILT_IN = /^(tty(S|AMA|MFD|O)|rfcomm)\d+$/;

/**
 * The serial ports, as the kernel and its device files tell them. No tool of the system is asked: `udevadm` is missing in a
 * sandbox or on a small system, and one that hangs or crashes would leave no port, or not all.
 * @returns the ports, and what could not be found out of them; null where that is nothing
 */
export async function linuxPorts({ sysfs, dev }: LinuxPlaces = LINUX_PLACES): Promise<{
  readonly ports: LinuxPort[];
  readonly unknown: Phrase | null;
}> {
  const [known, there] = await Promise.all([namesIn(sysfs), namesIn(dev)]);
  const names = there ?? known ?? [];
  const adapters = names.filter((name) => ADAPTER.test(name));
  const builtIn = names.filter((name) => BUILT_IN.test(name));
  const real = await Promise.all(builtIn.map((name) => isReal(name, sysfs)));
  const found = [...adapters, ...builtIn.filter((_, at) => real[at])];
  const ports = await Promise.all(
    found.map(async (name) => ({ path: join(dev, name), ...(await usbFacts(name, sysfs)) })),
  );
  return { ports, unknown: whatIsUnknown(known, there, dev) };
}

function whatIsUnknown(
  known: readonly string[] | undefined,
  there: readonly string[] | undefined,
  dev: string,
): Phrase | null {
  if (!known && !there)
    return phrase(
      'Serial ports can’t be listed here, because neither /dev nor /sys is readable. You can still enter a port by name.',
    );
  if (!known)
    return phrase(
      'Details of the serial ports can’t be shown, because /sys isn’t readable. You can still enter a port that isn’t listed.',
    );
  const hidden = known.filter((name) => ADAPTER.test(name) && !there?.includes(name));
  if (hidden.length === 0) return null;
  return phrase(
    'The system has the serial port {ports}, but this program can’t reach it. In a sandbox (flatpak, snap, a container), give the program access to devices.',
    { ports: hidden.map((name) => join(dev, name)).join(', ') },
  );
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  return readdir(folder).catch(() => undefined);
}

/** Linux has device files for serial ports that the computer does not have; their type is 0. */
async function isReal(name: string, sysfs: string): Promise<boolean> {
  if (!name.startsWith('ttyS')) return true;
  const type = await readFile(join(sysfs, name, 'type'), 'utf8').catch(() => '0');
  return type.trim() !== '0';
}

/** What the Linux kernel itself says of a serial port on the USB bus, whatever tools there are. */
interface UsbFacts {
  readonly manufacturer: string | null;
  readonly serialNumber: string | null;
  readonly vendorId: string | null;
  readonly productId: string | null;
  /** Controller, chain of sockets and interface: `0000:00:14.0/1-1.2:1.0`. */
  readonly location: string | null;
}

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
