import { readdir, readFile } from 'node:fs/promises';
import { join, win32 } from 'node:path';
import { runProgram, type RunProgram } from '../journal/processes';
import type { CardPlace } from './cardPlace';
import { mountsIn } from './linuxPlace';
import { systemPlace } from './systemPlace';

/** A drive that can be taken out, as far as the platform tells. */
export interface RemovableDrive {
  /** Folder it is mounted at. */
  readonly path: string;
  readonly name: string;
}

/** Where each platform mounts what is plugged in, without the disk that the computer runs from; empty where it does not tell. */
export async function removableDrives(
  platform: NodeJS.Platform = process.platform,
  lookAt: (folder: string) => Promise<CardPlace> = systemPlace,
  run: RunProgram = runProgram,
): Promise<RemovableDrive[]> {
  const drives: RemovableDrive[] = [];
  for (const drive of await mounted(platform, run))
    if (!(await lookAt(drive.path)).system) drives.push(drive);
  return drives;
}

async function mounted(platform: NodeJS.Platform, run: RunProgram): Promise<RemovableDrive[]> {
  if (platform === 'linux')
    return linuxDrives(await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''));
  if (platform === 'win32') return windowsDrives(await askWindows(run).catch(() => ''));
  return platform === 'darwin' ? volumes('/Volumes') : [];
}

/** @param mountinfo text of `/proc/self/mountinfo` */
export function linuxDrives(mountinfo: string): RemovableDrive[] {
  return mountsIn(mountinfo).flatMap(({ point, source }) => {
    const plugged = source.startsWith('/dev/') && /^\/(media|run\/media|mnt)\//.test(point);
    return plugged ? [{ path: point, name: point.slice(point.lastIndexOf('/') + 1) }] : [];
  });
}

/** @param answer a line `E: NAME` for each drive */
export function windowsDrives(answer: string): RemovableDrive[] {
  return [...answer.matchAll(/^([A-Z]:) ?(.*?)\r?$/gm)].map(([, letter = '', name = '']) => ({
    path: `${letter}\\`,
    name: name === '' ? letter : name,
  }));
}

function askWindows(run: RunProgram): Promise<string> {
  const windows = process.env['SystemRoot'] ?? 'C:\\Windows';
  const shell = win32.join(windows, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const command =
    'Get-CimInstance Win32_LogicalDisk -Filter "DriveType=2" | ForEach-Object { "$($_.DeviceID) $($_.VolumeName)" }';
  return run(shell, ['-NoProfile', '-NonInteractive', '-Command', command]);
}

/** A link in there leads to the system's own volume, whatever that is called. */
async function volumes(parent: string): Promise<RemovableDrive[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ path: join(parent, name), name }));
}
