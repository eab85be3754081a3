import { readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { win32 } from 'node:path';
import { type RunProgram, runProgram } from '../journal/processes';
import { type CardPlace, UNKNOWN_PLACE } from './cardPlace';
import { type LinuxFiles, linuxPlace } from './linuxPlace';

/** How the system is asked; a test answers in its place. */
export interface PlaceSources {
  readonly platform: NodeJS.Platform;
  readonly run: RunProgram;
  readonly files: LinuxFiles;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** @param folder absolute, and no link */
export async function cardPlace(folder: string, sources: PlaceSources): Promise<CardPlace> {
  const { platform, run, files, home, environment } = sources;
  if (platform === 'linux') return linuxPlace(folder, home, files);
  if (platform === 'darwin') return macPlace(folder, run);
  if (platform === 'win32') return windowsPlace(folder, environment, run);
  return UNKNOWN_PLACE;
}

const SOURCES: PlaceSources = {
  platform: process.platform,
  run: runProgram,
  files: {
    read: (path) => readFile(path, 'utf8'),
    realpath: (path) => realpath(path),
    list: (path) => readdir(path),
  },
  home: homedir(),
  environment: process.env,
};

/** What this computer says of a folder. */
export function systemPlace(folder: string): Promise<CardPlace> {
  return cardPlace(folder, SOURCES);
}

/** By `diskutil info -plist` (macOS's diskutil(8)). */
async function macPlace(folder: string, run: RunProgram): Promise<CardPlace> {
  const about = await info(folder, run);
  if (about === undefined) return { ...UNKNOWN_PLACE, system: isSystemFolder(folder) };
  const own = await info('/', run);
  const type = text(about, 'FilesystemType');
  const removable = flag(about, 'RemovableMediaOrExternalDevice') ?? flag(about, 'RemovableMedia');
  const locked =
    flag(about, 'WritableMedia') === false
      ? 'switch'
      : flag(about, 'WritableVolume') === false
        ? 'mount'
        : null;
  return {
    fileSystem:
      type === 'msdos' ? 'fat' : type === 'exfat' ? 'exfat' : type === undefined ? 'unknown' : 'other',
    removable: removable ?? null,
    system:
      isSystemFolder(text(about, 'MountPoint') ?? folder) || (own !== undefined && shareDisk(about, own)),
    locked,
  };
}

/** What is mounted elsewhere than in `/Volumes` is part of the system, whatever it is called. */
function isSystemFolder(path: string): boolean {
  return !path.startsWith('/Volumes/');
}

function shareDisk(one: string, other: string): boolean {
  const disks = disksIn(other);
  return disksIn(one).some((disk) => disks.includes(disk));
}

/** `disk3` of a volume, and `disk0` that its container lies on. */
function disksIn(plist: string): string[] {
  return [
    ...plist.matchAll(
      /<key>(?:ParentWholeDisk|APFSPhysicalStore)<\/key>\s*<string>(disk\d+)[^<]*<\/string>/g,
    ),
  ].map(([, disk = '']) => disk);
}

function info(path: string, run: RunProgram): Promise<string | undefined> {
  return run('/usr/sbin/diskutil', ['info', '-plist', path]).catch(() => undefined);
}

function text(plist: string, key: string): string | undefined {
  return new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(plist)?.[1];
}

function flag(plist: string, key: string): boolean | undefined {
  const found = new RegExp(`<key>${key}</key>\\s*<(true|false)/>`).exec(plist)?.[1];
  return found === undefined ? undefined : found === 'true';
}

/** `DriveType` of Win32_LogicalDisk that means a drive that can be taken out. */
const REMOVABLE = 2;

/** By the drive's letter, and what Windows says of it (Win32_LogicalDisk). A folder in the network is no drive. */
async function windowsPlace(
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
