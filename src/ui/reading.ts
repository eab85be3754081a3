import type { ModemReading } from '../modem/modemReading';
import type { Finding } from '../upgrade/finding';
import type { Speech } from './speech';
import { modemText } from './texts/modemTexts';

/** What was last read at a port, kept over restarts so that it can be shown with its age. */
export interface Reading {
  readonly port: string;
  /** `GPy`; null where the modem was met in MIRROR mode. */
  readonly board: string | null;
  readonly release: string | null;
  /** What the status bar says: `LR5.1.1.0-41065`, or the state of a modem without a version. */
  readonly version: string;
  readonly ue: string | null;
  readonly family: string | null;
  readonly imei: string | null;
  /** Whether the firmware runs; a modem in recovery, for one, needs attention. */
  readonly healthy: boolean;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** Null where nothing answered that could be read. */
export function readingOf(finding: Finding, speech: Speech, readAt: number): Reading | null {
  if (finding.kind === 'silent') return null;
  const board = finding.kind === 'board' ? finding.board : null;
  return {
    port: finding.port,
    board: board?.sysname ?? null,
    release: board?.release ?? null,
    ...modemPart(finding.modem, speech),
    readAt,
  };
}

/** The same board after its modem was read again. */
export function readAgain(reading: Reading, modem: ModemReading, speech: Speech, readAt: number): Reading {
  return { ...reading, ...modemPart(modem, speech), imei: modem.imei ?? reading.imei, readAt };
}

function modemPart(
  modem: ModemReading,
  speech: Speech,
): Pick<Reading, 'version' | 'ue' | 'family' | 'imei' | 'healthy'> {
  const { ue, family, imei, lr } = modem;
  return { version: modemText(speech, modem), ue, family, imei, healthy: lr !== null };
}
