import type { ModemReading } from '../modem/modemReading';

const STATES: Readonly<Record<NonNullable<ModemReading['state']>, string>> = {
  0: 'recovery',
  1: 'mTools',
  2: 'application',
  4: 'updater',
};

/** What a modem is called in a sentence: its version, else its build, else its state. */
export function nameOf({ state, lr, build }: ModemReading): string {
  return lr ?? build ?? (state === null ? 'no state' : `${STATES[state]} state`);
}
