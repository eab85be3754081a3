import { ageText } from '../quantities';
import type { Reading } from '../reading';
import type { Speech } from '../speech';

/** A line of the view: a modem, or one thing that is known of it. */
export interface ModemRow {
  readonly label: string;
  readonly description: string;
  /** `care` for a modem whose firmware does not run. */
  readonly mark: 'modem' | 'care' | 'none';
  readonly facts: readonly ModemRow[];
}

/**
 * Every modem that was read, newest first.
 * @param now milliseconds since 1970
 */
export function modemRows(readings: readonly Reading[], speech: Speech, now: number): ModemRow[] {
  return readings.map((reading) => {
    const fact = (label: string, description: string | null): ModemRow[] =>
      description === null ? [] : [{ label, description, mark: 'none', facts: [] }];
    const board = reading.board ?? speech.say('board in MIRROR mode');
    return {
      label: reading.version,
      description: [reading.family, board].filter((part) => part !== null).join(' · '),
      mark: reading.healthy ? 'modem' : 'care',
      facts: [
        ...fact(speech.say('Port'), reading.port),
        ...fact(speech.say('Board firmware'), reading.release),
        ...fact('UE', reading.ue),
        ...fact('IMEI', reading.imei),
        ...fact(speech.say('Read'), ageText(speech, (now - reading.readAt) / 1000)),
      ],
    };
  });
}
