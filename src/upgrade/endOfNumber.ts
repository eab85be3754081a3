const SHOWN_DIGITS = 4;

/**
 * The last digits of an IMEI or a module's number: enough to tell two boards apart, and too few to identify a device. Errors and
 * reports are shown to others.
 */
export function endOfNumber(number: string): string {
  return number.slice(-SHOWN_DIGITS);
}
