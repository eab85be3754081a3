import type { Logger } from '../base/logger';
import { type Phrase, phrase } from '../base/phrase';
import { errorMessage } from '../base/thrown';
import { LINUX_PLACES, linuxPorts, type LinuxPlaces } from './linuxPorts';
import { loadSerialPort } from './serialModule';

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

/** What serialport lists, or the kernel; serialport's own declaration does not resolve under bundler resolution. */
interface ListedPort {
  readonly path: string;
  readonly manufacturer?: string | null;
  readonly serialNumber?: string | null;
  readonly vendorId?: string | null;
  readonly productId?: string | null;
  /** Of serialport, which leaves it out on Linux. */
  readonly locationId?: string;
  /** Of the kernel. */
  readonly location?: string | null;
}

/** The serial ports there are, as far as the system tells. */
export interface PortList {
  /** Those of Pycom shields first. */
  readonly ports: readonly PortDescription[];
  /** What couldn't be found out, and what still works; null if everything was. That there are none is then certain. */
  readonly unknown: Phrase | null;
}

export type ListPorts = () => Promise<PortList>;

/** @throws SERIAL_MODULE_MISSING, on Windows and macOS */
export async function listPorts(
  logger: Logger,
  platform: NodeJS.Platform = process.platform,
  places: LinuxPlaces = LINUX_PLACES,
): Promise<PortList> {
  const { ports, unknown } = await (platform === 'linux' ? linuxPorts(places) : systemPorts(logger));
  const described = ports.map(describe);
  described.sort(
    (one, other) =>
      Number(other.shield !== null) - Number(one.shield !== null) || one.path.localeCompare(other.path),
  );
  return { ports: described, unknown };
}

async function systemPorts(
  logger: Logger,
): Promise<{ readonly ports: readonly ListedPort[]; readonly unknown: Phrase | null }> {
  const { SerialPort } = await loadSerialPort();
  const listing: Promise<readonly ListedPort[]> = SerialPort.list();
  try {
    return { ports: await listing, unknown: null };
  } catch (error) {
    logger.warn(`the serial ports cannot be listed: ${String(error)}`);
    const unknown = phrase(
      'The system didn’t list its serial ports: {reason}. You can still enter a port by name.',
      { reason: errorMessage(error) },
    );
    return { ports: [], unknown };
  }
}

function describe(port: ListedPort): PortDescription {
  const { path, manufacturer, serialNumber, vendorId, productId, locationId, location } = port;
  const [vendor, product] = [vendorId?.toUpperCase() ?? null, productId?.toUpperCase() ?? null];
  return {
    path,
    shield: SHIELDS[`${vendor ?? ''}:${product ?? ''}`] ?? null,
    manufacturer: manufacturer ?? null,
    serialNumber: serialNumber ?? null,
    vendorId: vendor,
    productId: product,
    location: location ?? locationId ?? null,
  };
}
