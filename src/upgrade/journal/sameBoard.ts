import type { JournalBoard } from './journalEntry';

/**
 * Whether two descriptions are of one board: the modem's own number decides where both are known, then the USB shield's.
 * `perhaps`: all that speaks for it is the port's name, which the next board gets as well.
 */
export function likeness(one: JournalBoard, other: JournalBoard): 'same' | 'perhaps' | 'another' {
  if (one.imei !== null && other.imei !== null) return one.imei === other.imei ? 'same' : 'another';
  const [serial, otherSerial] = [one.usb?.serialNumber ?? null, other.usb?.serialNumber ?? null];
  if (serial !== null && otherSerial !== null)
    return serial === otherSerial && one.usb?.vendorId === other.usb?.vendorId ? 'same' : 'another';
  return one.port === other.port ? 'perhaps' : 'another';
}
