import { win32 } from 'node:path';
import type { RunProgram } from '../journal/processStart';
import type { CardPlace } from './cardPlace';

/** `DriveType` of Win32_LogicalDisk that means a drive that can be taken out. */
const REMOVABLE = 2;

/** By the drive's letter, and what Windows says of it (Win32_LogicalDisk). A folder in the network is no drive. */
export async function windowsPlace(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  run: RunProgram,
): Promise<CardPlace> {
  const letter = /^(?:\\\\[?.]\\)?([a-z]):/i.exec(folder)?.[1]?.toUpperCase();
  const none = { fileSystem: 'unknown', removable: null, locked: null } as const;
  if (letter === undefined) return { ...none, fileSystem: 'other', removable: false, system: false };
  const windows = environment['SystemRoot'] ?? 'C:\\Windows';
  const systemDrives = [environment['SystemDrive'] ?? 'C:', windows].map((path) => path[0]?.toUpperCase());
  if (systemDrives.includes(letter)) return { ...none, system: true };
  // By its whole path: Windows looks for a bare name in the current folder first.
  const shell = win32.join(windows, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const command = `Get-CimInstance Win32_LogicalDisk -Filter "DeviceID='${letter}:'" | ForEach-Object { "$($_.DriveType) $($_.FileSystem)" }`;
  const answer = await run(shell, ['-NoProfile', '-NonInteractive', '-Command', command]).catch(() => '');
  const [, type, system = ''] = /^(\d+) ?(\w*)\s*$/.exec(answer) ?? [];
  if (type === undefined) return { ...none, system: false };
  return {
    fileSystem: /^FAT/i.test(system) ? 'fat' : /^exfat$/i.test(system) ? 'exfat' : 'other',
    removable: Number(type) === REMOVABLE,
    system: false,
    locked: null,
  };
}
