import type { PortDescription } from './ports';

/** What a board is recognised by at another port. It is the shield's, which may carry another module later. */
export interface UsbIdentity {
  readonly vendorId: string | null;
  readonly productId: string | null;
  /** Null also for a number that does not tell one device from another. */
  readonly serialNumber: string | null;
  /** As `PortDescription.location`. */
  readonly location: string | null;
}

/**
 * What tells a port from the others that are there.
 * @param ports all that are there, this one among them
 */
export function usbIdentity(port: PortDescription, ports: readonly PortDescription[]): UsbIdentity {
  const { vendorId, productId, serialNumber, location } = port;
  return {
    vendorId,
    productId,
    serialNumber: identifies(port, ports) ? serialNumber : null,
    location,
  };
}

/** Whether no other device of this kind has, or is likely to have, the same serial number. */
function identifies(port: PortDescription, ports: readonly PortDescription[]): boolean {
  const { serialNumber } = port;
  if (serialNumber === null || isMadeUp(serialNumber)) return false;
  return !ports.some((other) => looksLike(other, port) && !isOneDevice(other, port));
}

/** Whether two ports say the same of themselves, be it two ports or one that came back elsewhere. */
export function looksLike(
  one: Pick<UsbIdentity, 'vendorId' | 'productId' | 'serialNumber'>,
  other: Pick<UsbIdentity, 'vendorId' | 'productId' | 'serialNumber'>,
): boolean {
  return (
    one.vendorId === other.vendorId &&
    one.productId === other.productId &&
    one.serialNumber === other.serialNumber
  );
}

/** A device may have several ports, which share its number and its place. */
function isOneDevice(one: PortDescription, other: PortDescription): boolean {
  if (one.path === other.path) return true;
  return (
    one.location !== null && other.location !== null && deviceAt(one.location) === deviceAt(other.location)
  );
}

/** Behind a colon Linux names the device's interface. */
function deviceAt(location: string): string {
  return location.replace(/:\d+\.\d+$/, '');
}

/**
 * Numbers that a maker leaves in every device: `0001` of CP2102 boards, `0`, `123456`, and those that come with cloned
 * FTDI chips. With `&` Windows numbers a device that has none, by its place.
 */
function isMadeUp(serialNumber: string): boolean {
  const text = serialNumber.trim();
  return (
    text.includes('&') ||
    /^0*[0-9a-f]?$/i.test(text) ||
    /^(.)\1*$/.test(text) ||
    COUNTED.some((row) => row.includes(text.toUpperCase())) ||
    CLONED.has(text.toUpperCase())
  );
}

const COUNTED = ['0123456789ABCDEF', '12345678901234567890'] as const;

/** Public reports name these for counterfeit FT232R chips, sold in whole batches with one number. */
const CLONED: ReadonlySet<string> = new Set(['A50285BI', 'FTB6SPL3', 'A601CKQK']);
