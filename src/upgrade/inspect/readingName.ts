import { type Phrase, phrase } from '../../base/phrase';
import { BOOT_STATE } from '../../modem/bootState';
import type { ModemReading } from '../../modem/modemReading';

const STATES: Readonly<Record<NonNullable<ModemReading['state']>, Phrase>> = {
  0: phrase('recovery state'),
  1: phrase('mTools state'),
  2: phrase('application state'),
  4: phrase('updater state'),
};

/** What a modem says it runs: its version, else its build, which is all that some firmwares print; null where it tells neither. */
export function firmwareOf({
  state,
  lr,
  build,
}: Pick<ModemReading, 'state' | 'lr' | 'build'>): string | Phrase | null {
  if (lr !== null || build === null) return lr;
  // In another state it does not run that build: the state says more.
  return state === null || state === BOOT_STATE.application ? phrase('build {build}', { build }) : null;
}

/** What a modem is called in a sentence: what it runs, else its state. */
export function nameOf(modem: ModemReading): string | Phrase {
  const { state, applying } = modem;
  if (applying) return phrase('installing an image');
  return firmwareOf(modem) ?? (state === null ? phrase('no answer') : STATES[state]);
}

/** What state a modem was found in, for a separate line: the state, and what it means. */
export function stateText({ state, applying }: Pick<ModemReading, 'state' | 'applying'>): Phrase {
  switch (state) {
    case 0:
      return phrase('recovery: no working firmware');
    case 1:
      return phrase('mTools: the factory’s test program');
    case 2:
      return phrase('application: the firmware runs');
    case 4:
      return applying
        ? phrase('updater: installing an image, leave the power on')
        : phrase('updater: an upgrade was started');
    case null:
      return phrase('not detected');
  }
}
