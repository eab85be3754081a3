import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A program of the system that opens serial ports by itself, as soon as they are there. */
export interface PortGrabber {
  readonly name: string;
  /** What ends it, for a terminal. */
  readonly stop: string;
}

/** It takes USB bridges away from the driver that makes ports of them: such a port is gone a second after it came. */
const REMOVER = 'brltty';

/** Source: their own documentation, and the questions of those whose boards they took. */
const GRABBERS: readonly (PortGrabber & { readonly process: RegExp })[] = [
  { process: /^ModemManager$/, name: 'ModemManager', stop: 'sudo systemctl stop ModemManager' },
  { process: /^brltty$/, name: REMOVER, stop: 'sudo systemctl stop brltty brltty-udev' },
  { process: /^gpsd$/, name: 'gpsd', stop: 'sudo systemctl stop gpsd.socket gpsd' },
];

/**
 * Which of those run here. They belong to the system: which files they have open is not told to a user, but that they run is.
 * @param proc where Linux describes its processes; a folder like it in tests
 */
export async function runningGrabbers(platform: NodeJS.Platform, proc: string): Promise<PortGrabber[]> {
  if (platform !== 'linux') return [];
  const numbers = (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(
    numbers.map(async (pid) => (await readFile(join(proc, pid, 'comm'), 'utf8').catch(() => '')).trim()),
  );
  return GRABBERS.filter(({ process }) => names.some((name) => process.test(name)));
}

/** Which of them may be why a port is not there although the board is plugged in. */
export async function runningRemover(
  platform: NodeJS.Platform,
  proc: string,
): Promise<PortGrabber | undefined> {
  return (await runningGrabbers(platform, proc)).find(({ name }) => name === REMOVER);
}
