import { withDeadline } from '../../base/cancellation';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { phrase } from '../../base/phrase';
import { isUpgradeError } from '../../base/upgradeError';
import { isNetworkPort } from '../../transport/networkAddress';
import type { ListPorts, PortDescription, PortList } from '../../transport/ports';
import { usbIdentity, type UsbIdentity } from '../../transport/usbIdentity';

/** Listing is a matter of tenths of a second; the system's own tool for it may hang. */
const LIST_MS = 5_000;

export interface PortListing {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly listPorts: ListPorts;
  /** The one name of a port that has several. */
  readonly canonicalPort: (port: string) => Promise<string>;
}

/**
 * The serial ports there are now; that they are unknown where the system does not list them in time.
 * @throws SERIAL_MODULE_MISSING, CANCELLED
 */
export async function listedInTime(
  { clock, logger, listPorts }: Omit<PortListing, 'canonicalPort'>,
  signal: AbortSignal,
): Promise<PortList> {
  const list = await withDeadline(clock, LIST_MS, signal, () => listPorts());
  if (list !== undefined) return list;
  logger.warn('the serial ports are not listed in time');
  const unknown = phrase(
    'The system didn’t list its serial ports within {seconds} s. You can still enter a port by name.',
    { seconds: LIST_MS / 1000 },
  );
  return { ports: [], unknown };
}

/**
 * The serial ports there are now; none where that cannot be found out: boards are then known by their port's name alone.
 * @throws CANCELLED
 */
export async function knownPorts(
  listing: PortListing,
  signal: AbortSignal,
): Promise<readonly PortDescription[]> {
  try {
    return (await listedInTime(listing, signal)).ports;
  } catch (error) {
    if (isUpgradeError(error, 'CANCELLED')) throw error;
    listing.logger.info(`boards are not told apart by USB: ${String(error)}`);
    return [];
  }
}

/**
 * Where a port leads, whatever it was called by; a board in the network needs no serial module.
 * @throws CANCELLED
 */
export async function whereaboutsOf(
  port: string,
  listing: PortListing,
  signal: AbortSignal,
): Promise<Whereabouts> {
  const device = await listing.canonicalPort(port);
  if (isNetworkPort(port)) return { device, usb: null };
  const ports = await knownPorts(listing, signal);
  const here = await portNamed(device, ports, listing);
  return { device, usb: here ? usbIdentity(here, ports) : null };
}

/** The one of these ports that has this name. @param device as `canonicalPort` gives it */
export async function portNamed(
  device: string,
  ports: readonly PortDescription[],
  { canonicalPort }: Pick<PortListing, 'canonicalPort'>,
): Promise<PortDescription | undefined> {
  for (const port of ports) if ((await canonicalPort(port.path)) === device) return port;
  return undefined;
}

/** Where a board is connected, by everything but what it says itself. */
export interface Whereabouts {
  /** As `canonicalPort` gives it. */
  readonly device: string;
  /** Null where the system does not list the port, as one in the network. */
  readonly usb: UsbIdentity | null;
}
