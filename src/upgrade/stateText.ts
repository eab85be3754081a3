import { type Phrase, phrase } from '../base/phrase';
import type { ModemReading } from '../modem/modemReading';

/** What state a modem was found in, for a line of its own: the state, and what it means. */
export function stateText({ state, applying }: Pick<ModemReading, 'state' | 'applying'>): Phrase {
  switch (state) {
    case 0:
      return phrase('recovery: no firmware that starts');
    case 1:
      return phrase('mTools, the factory’s program');
    case 2:
      return phrase('application: the firmware runs');
    case 4:
      return applying
        ? phrase('updater: at work on an image, power must stay on')
        : phrase('updater: an upgrade was begun');
    case null:
      return phrase('not detected');
  }
}
