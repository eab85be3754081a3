import type { JournalBoard } from './journalEntry';

/** The modem's own number decides where both are known, then the USB shield's, then the port. */
export function isSameBoard(one: JournalBoard, other: JournalBoard): boolean {
  if (one.imei !== null && other.imei !== null) return one.imei === other.imei;
  const [serial, otherSerial] = [one.usb?.serialNumber ?? null, other.usb?.serialNumber ?? null];
  if (serial !== null && otherSerial !== null)
    return serial === otherSerial && one.usb?.vendorId === other.usb?.vendorId;
  return one.port === other.port;
}
