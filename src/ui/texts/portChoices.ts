import { isNetworkPort } from '../../transport/networkAddress';
import type { PortDescription } from '../../transport/ports';
import { ageText } from '../quantities';
import type { Reading } from '../reading';
import type { Speech } from '../speech';
import { modemText } from './modemTexts';

/**
 * What is behind a port, as far as is known: a board that was read or a Pycom shield; some other USB device; no USB device at
 * all; a port or an address that was typed.
 */
export type PortKind = 'board' | 'usb' | 'other' | 'typed';

/** A line of the port picker. */
export interface PortChoice {
  readonly port: string;
  readonly kind: PortKind;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Whether the user does not want to see it. */
  readonly hidden: boolean;
  /** Whether it is here because it was typed, and can be forgotten. */
  readonly typed: boolean;
}

export interface PortsAtHand {
  readonly ports: readonly PortDescription[];
  readonly readings: readonly Reading[];
  readonly lastPort: string | null;
  /** Newest first. */
  readonly typed: readonly string[];
  readonly hidden: readonly string[];
  readonly nameOf: (reading: Reading) => string | null;
}

const ORDER: readonly PortKind[] = ['board', 'typed', 'usb', 'other'];

/**
 * Every port with what is known of it: the USB shield, who made it, and what was last read there. Those with a board come
 * first, and of each kind the one that was used last.
 * @param now milliseconds since 1970
 */
export function portChoices(atHand: PortsAtHand, speech: Speech, now: number): PortChoice[] {
  const { ports, typed, lastPort } = atHand;
  const listed = ports.map((port) => listedChoice(port, atHand, speech, now));
  const others = typed
    .filter((port) => !ports.some(({ path }) => path === port))
    .map((port) => typedChoice(port, atHand, speech, now));
  return [...listed, ...others].sort(
    (one, other) =>
      ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) ||
      Number(other.port === lastPort) - Number(one.port === lastPort),
  );
}

/** A board on the network is ticked by hand: who else works with it, nobody knows here. */
export function isTickedAtFirst({ port }: PortChoice): boolean {
  return !isNetworkPort(port);
}

function listedChoice(port: PortDescription, atHand: PortsAtHand, speech: Speech, now: number): PortChoice {
  const reading = atHand.readings.find((known) => known.port === port.path);
  const facts: string[] = [];
  if (reading !== undefined) facts.push(readingText(reading, speech, now));
  if (port.vendorId !== null) facts.push(`USB ${port.vendorId}:${port.productId ?? '?'}`);
  if (port.serialNumber !== null)
    facts.push(speech.translate('serial number {number}', { number: port.serialNumber }));
  const isBoard = reading !== undefined || port.shield !== null;
  if (!isBoard) facts.unshift(speech.translate('no Pycom board is known here'));
  return {
    port: port.path,
    kind: isBoard ? 'board' : port.vendorId === null ? 'other' : 'usb',
    label: nameOf(reading, atHand) ?? port.shield ?? port.manufacturer ?? speech.translate('Serial port'),
    description: described(port.path, atHand, speech),
    detail: facts.join(' · '),
    hidden: !isBoard && atHand.hidden.includes(port.path),
    typed: false,
  };
}

function typedChoice(port: string, atHand: PortsAtHand, speech: Speech, now: number): PortChoice {
  const reading = atHand.readings.find((known) => known.port === port);
  const what = isNetworkPort(port)
    ? speech.translate('Board on the network')
    : speech.translate('Serial port');
  return {
    port,
    kind: reading === undefined ? 'typed' : 'board',
    label: nameOf(reading, atHand) ?? what,
    description: described(port, atHand, speech),
    detail: reading === undefined ? speech.translate('typed before') : readingText(reading, speech, now),
    hidden: false,
    typed: true,
  };
}

function nameOf(reading: Reading | undefined, { nameOf: name }: PortsAtHand): string | null {
  return reading === undefined ? null : name(reading);
}

function described(port: string, { lastPort }: PortsAtHand, speech: Speech): string {
  return port === lastPort ? speech.translate('{port}, used last', { port }) : port;
}

function readingText(reading: Reading, speech: Speech, now: number): string {
  return speech.translate('{board}, {version}, read {age}', {
    board: reading.board ?? speech.translate('board in MIRROR mode'),
    version: modemText(speech, reading.modem),
    age: ageText(speech, (now - reading.readAt) / 1000),
  });
}
