import type { UsbIdentity } from '../../transport/usbIdentity';
import type { JournalBoard } from './journalEntry';

export type BoardComparison = 'same' | 'perhaps' | 'another';

/**
 * Whether two descriptions are of one board: the modem's own number decides where both are known, then the module's, then
 * the USB shield's, then the place on the USB bus. A serial number that tells no device from another is none here.
 * `perhaps`: all that speaks for it is the place or the port's name, which the next board gets as well.
 */
export function compareBoards(one: JournalBoard, other: JournalBoard): BoardComparison {
  return (
    compared(one.imei, other.imei) ??
    compared(one.uniqueId, other.uniqueId) ??
    (one.usb && other.usb && usbLikeness(one.usb, other.usb)) ??
    (one.port === other.port || (one.device ?? one.port) === (other.device ?? other.port)
      ? 'perhaps'
      : 'another')
  );
}

function usbLikeness(one: UsbIdentity, other: UsbIdentity): BoardComparison | undefined {
  if (compared(makeOf(one), makeOf(other)) === 'another') return 'another';
  const byNumber = compared(one.serialNumber, other.serialNumber);
  if (byNumber) return byNumber;
  const byPlace = compared(one.location, other.location);
  return byPlace === 'same' ? 'perhaps' : byPlace;
}

function makeOf({ vendorId, productId }: UsbIdentity): string | null {
  return vendorId === null || productId === null ? null : `${vendorId}:${productId}`;
}

/** Undefined where one of the two is not known. */
function compared(one: string | null, other: string | null): 'same' | 'another' | undefined {
  if (one === null || other === null) return undefined;
  return one === other ? 'same' : 'another';
}
