import { type Phrase, phrase } from '../../base/phrase';
import type { ModemReading } from '../../modem/modemReading';
import { upgradeErrors } from '../errors';
import { nameOf } from '../inspect/readingName';

/** What two readings say differently. */
interface Difference {
  readonly found: string | Phrase;
  readonly now: string | Phrase;
}

/**
 * Whether this is still the modem that a plan was made for, running what it ran then. What one of the two readings does
 * not tell (a modem in MIRROR mode may not say its IMEI, a board's tool not its bootrom) is no difference.
 */
export function isModemUnchanged(now: ModemReading, found: ModemReading): boolean {
  return difference(now, found) === undefined;
}

/** @throws FINDING_CHANGED, which names what is different */
export function requireModemUnchanged(now: ModemReading, found: ModemReading): void {
  const different = difference(now, found);
  if (different) throw upgradeErrors.findingChanged(different.found, different.now);
}

function difference(now: ModemReading, found: ModemReading): Difference | undefined {
  if (now.state !== found.state || now.build !== found.build || now.applying !== found.applying)
    return { found: nameOf(found), now: nameOf(now) };
  if (now.imei !== null && found.imei !== null && now.imei !== found.imei) {
    const named = (imei: string): Phrase =>
      phrase('a modem whose IMEI ends in {end}', { end: endOfNumber(imei) });
    return { found: named(found.imei), now: named(now.imei) };
  }
  if (now.bootrom !== null && found.bootrom !== null && now.bootrom !== found.bootrom) {
    const named = (bootrom: string): Phrase => phrase('bootrom {bootrom}', { bootrom });
    return { found: named(found.bootrom), now: named(now.bootrom) };
  }
  return undefined;
}

const SHOWN_DIGITS = 4;

/**
 * The last digits of an IMEI or a module's number: enough to tell two boards apart, and too few to identify a device. Errors and
 * reports are shown to others.
 */
export function endOfNumber(number: string): string {
  return number.slice(-SHOWN_DIGITS);
}
