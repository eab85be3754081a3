import { basename } from 'node:path';
import type { Logger } from '../base/logger';
import { loadSerialPort } from './serialModule';
import { usbFacts } from './sysfs';

/** A serial port as the operating system lists it, and what is known of the board behind it. */
export interface PortDescription {
  readonly path: string;
  /** The USB shield's name (`Expansion Board 3`, `Pytrack`), or null for a port nothing is known of. */
  readonly shield: string | null;
  readonly manufacturer: string | null;
  readonly serialNumber: string | null;
  /** Four hexadecimal digits, upper case. */
  readonly vendorId: string | null;
  readonly productId: string | null;
  /**
   * The place on the USB bus, in the platform's words: it stays the same while the board stays in its socket. Null where the
   * platform does not tell it.
   */
  readonly location: string | null;
}

/**
 * USB identities of Pycom's shields. It is the shield that shows on USB, not the module on it: whether that has a
 * modem only the board itself tells. Source: Pycom's shield libraries and its firmware updater.
 */
const SHIELDS: Readonly<Record<string, string>> = {
  '04D8:F013': 'Pytrack',
  '04D8:F012': 'Pysense',
  '04D8:EF98': 'Expansion Board 3',
  '04D8:EF38': 'Pyscan',
  '04D8:ED14': 'Pygate',
};

/** What serialport lists; its own declaration of this does not resolve under bundler resolution. */
interface ListedPort {
  readonly path: string;
  readonly manufacturer?: string;
  readonly serialNumber?: string;
  readonly vendorId?: string;
  readonly productId?: string;
  readonly locationId?: string;
}

/** @throws SERIAL_MODULE_MISSING */
export async function listPorts(
  logger: Logger,
  platform: NodeJS.Platform = process.platform,
): Promise<PortDescription[]> {
  const { SerialPort } = await loadSerialPort();
  // Without udev's tool Linux cannot list: a port named by the user works all the same.
  const listing: Promise<readonly ListedPort[]> = SerialPort.list();
  const ports = await listing.catch((error: unknown) => {
    logger.warn(`the serial ports cannot be listed: ${String(error)}`);
    return [];
  });
  const described = await Promise.all(ports.map((port) => describe(port, platform)));
  return described.sort(
    (one, other) =>
      Number(other.shield !== null) - Number(one.shield !== null) || one.path.localeCompare(other.path),
  );
}

async function describe(port: ListedPort, platform: NodeJS.Platform): Promise<PortDescription> {
  const { path, manufacturer, serialNumber, vendorId, productId, locationId } = port;
  const [vendor, product] = [vendorId?.toUpperCase() ?? null, productId?.toUpperCase() ?? null];
  // serialport leaves the place out on Linux.
  const place = locationId ?? (platform === 'linux' ? (await usbFacts(basename(path)))?.location : undefined);
  return {
    path,
    shield: SHIELDS[`${vendor ?? ''}:${product ?? ''}`] ?? null,
    manufacturer: manufacturer ?? null,
    serialNumber: serialNumber ?? null,
    vendorId: vendor,
    productId: product,
    location: place ?? null,
  };
}
