import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A drive that can be taken out, as far as the platform tells. */
export interface RemovableDrive {
  /** Folder it is mounted at. */
  readonly path: string;
  readonly name: string;
}

/** Where each platform mounts what is plugged in; empty where it does not tell. */
export async function removableDrives(
  platform: NodeJS.Platform = process.platform,
): Promise<RemovableDrive[]> {
  if (platform === 'linux') return linuxDrives(await readFile('/proc/mounts', 'utf8').catch(() => ''));
  // Windows numbers its drives by letters and says only with tools of its own which can be taken out.
  if (platform !== 'darwin') return [];
  return (await foldersIn('/Volumes')).filter(({ name }) => name !== 'Macintosh HD');
}

/** @param mounts text of `/proc/mounts`: device, mount point (spaces as `\040`), type, … */
export function linuxDrives(mounts: string): RemovableDrive[] {
  return mounts.split('\n').flatMap((line) => {
    const [device = '', point = ''] = line.split(' ');
    const path = point.replace(/\\(\d{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const plugged = device.startsWith('/dev/') && /^\/(media|run\/media|mnt)\//.test(path);
    return plugged ? [{ path, name: path.slice(path.lastIndexOf('/') + 1) }] : [];
  });
}

async function foldersIn(parent: string): Promise<RemovableDrive[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => ({ path: join(parent, name), name }));
}
