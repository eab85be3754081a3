import type { RunProgram } from '../journal/processStart';
import { type CardPlace, UNKNOWN_PLACE } from './cardPlace';

/** By `diskutil info -plist` (macOS's diskutil(8)). */
export async function macPlace(folder: string, run: RunProgram): Promise<CardPlace> {
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
