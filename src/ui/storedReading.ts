import { FieldReader, Misfit } from '../upgrade/journal/fieldReader';
import type { Reading } from './reading';

const FAMILIES = ['CAT-M1', 'NB-IoT'] as const;
const STATES = [0, 1, 2, 4] as const;

/** A reading from a place that other versions of this extension write to as well; null for what is none. */
export function storedReading(value: unknown): Reading | null {
  try {
    const fields = new FieldReader(value);
    const modem = fields.object('modem');
    const text = (from: FieldReader, name: string): string | null => from.orNull(name, () => from.text(name));
    return {
      port: fields.text('port'),
      board: text(fields, 'board'),
      release: text(fields, 'release'),
      modem: {
        state: modem.orNull('state', () => stateOf(modem.count('state'))),
        // What version 1.0.0 kept has neither this nor the build.
        applying: modem.has('applying') && modem.flag('applying'),
        lr: text(modem, 'lr'),
        build: modem.has('build') ? text(modem, 'build') : null,
        ue: text(modem, 'ue'),
        family: modem.orNull('family', () => modem.oneOf('family', FAMILIES)),
        imei: text(modem, 'imei'),
      },
      readAt: fields.count('readAt'),
    };
  } catch (error) {
    if (error instanceof Misfit) return null;
    throw error;
  }
}

function stateOf(number: number): Reading['modem']['state'] {
  const known = STATES.find((state) => state === number);
  if (known === undefined) throw new Misfit('state');
  return known;
}
