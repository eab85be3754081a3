import { type Plain, plain } from '../escaped';
import { ageText } from '../quantities';
import { isHealthy, type Reading } from '../reading';
import type { Speech } from '../speech';
import { modemText } from '../texts/modemTexts';

/** A line of the view: a modem, or one thing that is known of it. */
export interface ModemRow {
  readonly label: Plain;
  readonly description: Plain;
  /** Codicon. */
  readonly icon: string;
  /** Whether the modem's firmware does not run. */
  readonly care: boolean;
  readonly facts: readonly ModemRow[];
}

/**
 * Every modem that was read, newest first.
 * @param now milliseconds since 1970
 */
export function modemRows(readings: readonly Reading[], speech: Speech, now: number): ModemRow[] {
  return readings.map((reading) => {
    const fact = (icon: string, label: string, description: string | null): ModemRow[] =>
      description === null
        ? []
        : [{ label: plain(label), description: plain(description), icon, care: false, facts: [] }];
    const board = reading.board ?? speech.say('board in MIRROR mode');
    return {
      label: plain(modemText(speech, reading.modem)),
      description: plain([reading.modem.family, board].filter((part) => part !== null).join(' · ')),
      icon: isHealthy(reading) ? 'radio-tower' : 'warning',
      care: !isHealthy(reading),
      facts: [
        ...fact('plug', speech.say('Port'), reading.port),
        ...fact('circuit-board', speech.say('Board firmware'), reading.release),
        ...fact('versions', 'UE', reading.modem.ue),
        ...fact('device-mobile', 'IMEI', reading.modem.imei),
        ...fact('history', speech.say('Read'), ageText(speech, (now - reading.readAt) / 1000)),
      ],
    };
  });
}
