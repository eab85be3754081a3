import { withDeadline } from '../base/cancellation';
import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import { isUpgradeError } from '../base/upgradeError';
import { isNetworkPort } from '../transport/networkAddress';
import type { PortDescription } from '../transport/ports';

/** Listing is a matter of tenths of a second; the system's own tool for it may hang. */
const LIST_MS = 5_000;

export interface PortListing {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly listPorts: () => Promise<PortDescription[]>;
}

/**
 * The serial ports there are now; none where the system does not list them in time: a port that is named works all the same.
 * @throws SERIAL_MODULE_MISSING, CANCELLED
 */
export async function listedInTime(
  { clock, logger, listPorts }: PortListing,
  signal: AbortSignal,
): Promise<PortDescription[]> {
  const ports = await withDeadline(clock, LIST_MS, signal, () => listPorts());
  if (ports === undefined) logger.warn('the serial ports are not listed in time');
  return ports ?? [];
}

/**
 * The serial ports there are now; none where that cannot be found out: boards are then known by their port's name alone.
 * @throws CANCELLED
 */
export async function knownPorts(listing: PortListing, signal: AbortSignal): Promise<PortDescription[]> {
  try {
    return await listedInTime(listing, signal);
  } catch (error) {
    if (isUpgradeError(error, 'CANCELLED')) throw error;
    listing.logger.info(`boards are not told apart by USB: ${String(error)}`);
    return [];
  }
}

/**
 * What is known of a port; null where nothing is, as of a board in the network, which needs no serial module.
 * @throws CANCELLED
 */
export async function portAt(
  path: string,
  listing: PortListing,
  signal: AbortSignal,
): Promise<PortDescription | null> {
  if (isNetworkPort(path)) return null;
  return (await knownPorts(listing, signal)).find((port) => port.path === path) ?? null;
}
