import type { UsbIdentity } from '../transport/usbIdentity';

/** Where a board is connected, by everything but what it says itself. */
export interface Whereabouts {
  /** As `canonicalPort` gives it. */
  readonly device: string;
  /** Null where the system does not list the port, as one in the network. */
  readonly usb: UsbIdentity | null;
}
