import { phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import { UpgradeError } from '../../base/upgradeError';
import { REPL_BAUD } from '../../board/raiseRate';
import type { PortDescription } from '../../transport/ports';
import type { Transport } from '../../transport/transport';
import { knownPorts, portAt } from '../knownPorts';
import type { PerformContext } from './performContext';

/** A person has to find the cable; nothing is at stake any more. */
const POWER_CYCLE_LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 500;

/** What a port is recognised by when it comes back, which may be under another path. */
export interface PortIdentity {
  readonly path: string;
  readonly usb: PortDescription | null;
}

export type PowerCycleEnd = { readonly path: string } | 'neverOff' | 'notBack';

/** What waiting for a board needs of its surroundings. */
export type PowerCycleContext = Pick<
  PerformContext,
  'clock' | 'logger' | 'openTransport' | 'listPorts' | 'awaitHand' | 'notice'
>;

/** @throws CANCELLED */
export async function identify(
  path: string,
  context: PowerCycleContext,
  signal: AbortSignal,
): Promise<PortIdentity> {
  return { path, usb: await portAt(path, context, signal) };
}

/**
 * Asks for the power to be disconnected and connected again, and waits until the port has gone and come back.
 * @param held the open port, which is closed in any case
 * @returns the path it came back under; `neverOff` or `notBack` when nobody did the one or the other within the limit
 * @throws CANCELLED
 */
export async function awaitPowerCycle(
  held: Transport,
  identity: PortIdentity,
  context: PowerCycleContext,
  signal: AbortSignal,
): Promise<PowerCycleEnd> {
  const { clock } = context;
  const end = clock.now() + POWER_CYCLE_LIMIT_MS;
  context.awaitHand(
    phrase('{powerOff}, then connect it again.', { powerOff: POWER_OFF }),
    POWER_CYCLE_LIMIT_MS,
  );
  const unplugged = new AbortController();
  const listening = held.onLost(() => unplugged.abort());
  try {
    while (!unplugged.signal.aborted) {
      if (clock.now() >= end) return 'neverOff';
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  } finally {
    listening.dispose();
    await held.close();
  }
  context.notice('info', phrase('The board is off. Connect it again.'));
  while (clock.now() < end) {
    const path = await pathNow(identity, context, signal);
    if (path !== undefined && (await opens(path, context, signal))) return { path };
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  return 'notBack';
}

/**
 * USB numbers devices anew; the serial number stays the same. Another board may have taken the old name.
 * @returns undefined while the board is not there
 */
async function pathNow(
  { path, usb }: PortIdentity,
  context: PowerCycleContext,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (usb === null || usb.serialNumber === null) return path;
  const ports = await knownPorts(context, signal);
  const same = ports.find(
    ({ serialNumber, vendorId }) => serialNumber === usb.serialNumber && vendorId === usb.vendorId,
  );
  return same?.path;
}

async function opens(
  path: string,
  { openTransport }: PowerCycleContext,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await (await openTransport(path, REPL_BAUD, signal)).close();
    return true;
  } catch (error) {
    if (error instanceof UpgradeError && error.code !== 'CANCELLED') return false;
    throw error;
  }
}
