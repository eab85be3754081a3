import { BOOT_STATE } from '../modem/bootState';
import { type ModemReading, UNREAD_MODEM } from '../modem/modemReading';
import type { Finding } from '../upgrade';

/** What was last read at a port, kept over restarts so that it can be shown with its age. */
export interface Reading {
  readonly port: string;
  /** `GPy`; null where the modem was met in MIRROR mode. */
  readonly board: string | null;
  readonly release: string | null;
  readonly modem: Pick<ModemReading, 'state' | 'applying' | 'lr' | 'build' | 'ue' | 'family' | 'imei'>;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** Null where nothing answered that could be read. */
export function readingOf(finding: Finding, readAt: number): Reading | null {
  if (finding.kind === 'silent') return null;
  const board = finding.kind === 'board' ? finding.board : null;
  return {
    port: finding.port,
    board: board?.sysname ?? null,
    release: board?.release ?? null,
    modem: kept(finding.modem),
    readAt,
  };
}

/**
 * The same board after its modem was asked again.
 * @param modem null when it did not answer: what was known of it before is then not so any more
 */
export function readAgain(reading: Reading, modem: ModemReading | null, readAt: number): Reading {
  const now = modem ?? UNREAD_MODEM;
  return { ...reading, modem: { ...kept(now), imei: now.imei ?? reading.modem.imei }, readAt };
}

/** Whether the modem's firmware runs, as far as is known, however little it tells of itself. */
export function isHealthy({ modem }: Reading): boolean {
  return modem.state === BOOT_STATE.application;
}

function kept({ state, applying, lr, build, ue, family, imei }: ModemReading): Reading['modem'] {
  return { state, applying, lr, build, ue, family, imei };
}
