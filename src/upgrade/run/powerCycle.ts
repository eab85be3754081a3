import { phrase } from '../../base/phrase';
import { poll } from '../../base/poll';
import { BOARD_IS_OFF, POWER_OFF } from '../../base/powerOff';
import { UpgradeError } from '../../base/upgradeError';
import { REPL_BAUD } from '../../transport/baudRates';
import { isNetworkPort } from '../../transport/networkAddress';
import type { PortDescription } from '../../transport/ports';
import type { Transport } from '../../transport/transport';
import { looksLike, type UsbIdentity, usbIdentity } from '../../transport/usbIdentity';
import { knownPorts, portNamed } from '../inspect/knownPorts';
import type { PerformContext } from './performContext';

/** A person has to find the cable; nothing is at stake any more. */
const POWER_CYCLE_LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 500;

/** What a port is recognised by when it comes back, which may be under another path. */
export interface PortIdentity {
  readonly path: string;
  /** Null where the system does not list it. */
  readonly listed: PortDescription | null;
  /** What distinguished it from the others then; null with `listed`. */
  readonly usb: UsbIdentity | null;
}

export type PowerCycleEnd = { readonly path: string } | 'neverOff' | 'notBack' | 'notRecognised';

/** What waiting for a board needs of its surroundings. */
export type PowerCycleContext = Pick<
  PerformContext,
  'clock' | 'logger' | 'openTransport' | 'listPorts' | 'canonicalPort' | 'alsoHold' | 'awaitHand'
>;

const SAME_SOCKET = phrase(
  'Plug the board into the same USB port as before, and disconnect other boards with the same serial number.',
);

/** @throws CANCELLED */
export async function identify(
  path: string,
  context: PowerCycleContext,
  signal: AbortSignal,
): Promise<PortIdentity> {
  if (isNetworkPort(path)) return { path, listed: null, usb: null };
  const ports = await knownPorts(context, signal);
  const listed = (await portNamed(await context.canonicalPort(path), ports, context)) ?? null;
  return { path, listed, usb: listed && usbIdentity(listed, ports) };
}

/**
 * Asks for the power to be disconnected and connected again, and waits until the port has gone and come back.
 * @param held the open port, which is closed in any case
 * @returns the path it came back under; `neverOff` or `notBack` when nobody did the one or the other within the limit;
 * `notRecognised` when ports are there, but nothing tells which is the board's: none of them is opened
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
    phrase('{powerOff}, then plug it back in.', { powerOff: POWER_OFF }),
    POWER_CYCLE_LIMIT_MS,
  );
  const unplugged = new AbortController();
  const listening = held.onLost(() => unplugged.abort());
  try {
    const pace = { everyMs: LOOK_EVERY_MS, limitMs: POWER_CYCLE_LIMIT_MS };
    const isOff = (): Promise<true | undefined> => Promise.resolve(unplugged.signal.aborted || undefined);
    if (!(await poll(clock, pace, signal, isOff))) return 'neverOff';
  } finally {
    listening.dispose();
    await held.close();
  }
  context.awaitHand(BOARD_IS_OFF, Math.max(0, end - clock.now()));
  let asked = false;
  let strangers = false;
  while (clock.now() < end) {
    const found = await placeNow(identity, context, signal);
    if (found.path !== undefined && (await opens(found.path, context, signal))) return { path: found.path };
    strangers = found.strangers;
    if (strangers && !asked) {
      context.awaitHand(SAME_SOCKET, end - clock.now());
      asked = true;
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  return strangers ? 'notRecognised' : 'notBack';
}

interface PlaceNow {
  /** Undefined while the board is not there, as far as can be told. */
  readonly path: string | undefined;
  /** Whether there are ports that look like the board's, and may be another's. */
  readonly strangers: boolean;
}

/**
 * USB numbers devices anew, and another board may have taken the old name. What stays is the serial number, where it is this
 * board's alone, and the place on the bus.
 */
async function placeNow(
  { path, listed, usb }: PortIdentity,
  context: PowerCycleContext,
  signal: AbortSignal,
): Promise<PlaceNow> {
  if (listed === null || usb === null) return { path, strangers: false };
  const ports = await knownPorts(context, signal);
  const alike = ports.filter((port) => looksLike(port, listed));
  const here = alike.find(({ location }) => location !== null && location === listed.location);
  const isAlone = usb.serialNumber !== null && alike.every((port) => usbIdentity(port, ports).serialNumber);
  // One device may have several ports: the one at the same place is the board's then.
  if (isAlone) return { path: (here ?? alike[0])?.path, strangers: false };
  if (listed.location !== null) return { path: here?.path, strangers: !here && alike.length > 0 };
  // Where the system does not tell the place, the name is all there is; it tells nothing of two that look alike.
  const named = await portNamed(await context.canonicalPort(path), alike, context);
  const isOnly = named !== undefined && alike.length === 1;
  return { path: isOnly ? named.path : undefined, strangers: !isOnly && alike.length > 0 };
}

/** Under another name it must be this run's alone as well, before it is opened; a program that uses it now is waited for. */
async function opens(
  path: string,
  { openTransport, alsoHold }: PowerCycleContext,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await alsoHold(path);
    await (await openTransport(path, REPL_BAUD, signal)).close();
    return true;
  } catch (error) {
    if (error instanceof UpgradeError && error.code !== 'CANCELLED') return false;
    throw error;
  }
}
