import type { PortDescription } from '../../transport/ports';
import { ageText } from '../quantities';
import type { Reading } from '../reading';
import type { Speech } from '../speech';
import { modemText } from './modemTexts';

/** A line of the port picker. */
export interface PortChoice {
  readonly port: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/**
 * Every port with what is known of it: the USB shield, who made it, and what was last read there.
 * @param now milliseconds since 1970
 */
export function portChoices(
  ports: readonly PortDescription[],
  readings: readonly Reading[],
  lastPort: string | null,
  speech: Speech,
  now: number,
): PortChoice[] {
  const choices = ports.map((port) => {
    const reading = readings.find((known) => known.port === port.path);
    const facts: string[] = [];
    if (reading !== undefined) facts.push(readingText(reading, speech, now));
    if (port.vendorId !== null) facts.push(`USB ${port.vendorId}:${port.productId ?? '?'}`);
    if (port.serialNumber !== null)
      facts.push(speech.translate('serial number {number}', { number: port.serialNumber }));
    return {
      port: port.path,
      label: port.shield ?? port.manufacturer ?? speech.translate('Serial port'),
      description:
        port.path === lastPort ? speech.translate('{port}, used last', { port: port.path }) : port.path,
      detail: facts.join(' · '),
    };
  });
  return choices.sort((one, other) => Number(other.port === lastPort) - Number(one.port === lastPort));
}

function readingText(reading: Reading, speech: Speech, now: number): string {
  return speech.translate('{board}, {version}, read {age}', {
    board: reading.board ?? speech.translate('board in MIRROR mode'),
    version: modemText(speech, reading.modem),
    age: ageText(speech, (now - reading.readAt) / 1000),
  });
}
