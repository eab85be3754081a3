import { type Phrase, phrase } from '../base/phrase';
import type { ModemReading } from '../modem/modemReading';

const STATES: Readonly<Record<NonNullable<ModemReading['state']>, Phrase>> = {
  0: phrase('recovery state'),
  1: phrase('mTools state'),
  2: phrase('application state'),
  4: phrase('updater state'),
};

/** What a modem is called in a sentence: its version, else its build, else its state. */
export function nameOf({ state, lr, build, applying }: ModemReading): string | Phrase {
  if (applying) return phrase('at work on an image');
  return lr ?? build ?? (state === null ? phrase('no answer') : STATES[state]);
}
