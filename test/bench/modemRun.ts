import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullImage } from '../fixtures/firmware';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { startModemOnPty } from '../simulator/pty/modemOnPty';
import type { PtyOptions } from '../simulator/pty/ptyWire';
import { type Measured, measureNode } from './measuredProcess';

/** The shortest times for the modem’s own work, so that the rest is our time. */
export const QUICK_MODEM = { pauses: [], bootMs: 200, applyMs: 200, notifySilenceMs: 0 } as const;

export interface ModemRun {
  readonly cli: string;
  readonly file: string;
  readonly wire: PtyOptions;
  readonly modem?: Partial<ModemConfiguration>;
  readonly options?: readonly string[];
}

/** A full image for a modem that runs build 39529. */
export function writeImage(folder: string, size: number, compressible = false): string {
  const file = join(folder, `CATM1-41065-${size}-${compressible ? 'text' : 'noise'}.dup`);
  writeFileSync(file, fullImage({ size, compressible }));
  return file;
}

/** A complete upgrade over UART of a board in MIRROR mode. @throws Error when it fails */
export async function upgradeModem({
  cli,
  file,
  wire,
  modem = {},
  options = [],
}: ModemRun): Promise<Measured> {
  const running = await startModemOnPty({ modem: { ...QUICK_MODEM, ...modem }, ...wire });
  try {
    const measured = await measureNode([
      cli,
      'run',
      '--port',
      running.path,
      file,
      '--yes',
      '--json',
      ...options,
    ]);
    if (measured.exitCode !== 0) throw new Error(`the upgrade ended with ${measured.exitCode ?? 'a signal'}`);
    return measured;
  } finally {
    await running.stop();
  }
}
