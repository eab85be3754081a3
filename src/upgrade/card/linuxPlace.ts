import { posix } from 'node:path';
import type { CardPlace } from './cardPlace';

/** What is read of `/proc` and `/sys`; each rejects where there is nothing. */
export interface LinuxFiles {
  readonly read: (path: string) => Promise<string>;
  readonly realpath: (path: string) => Promise<string>;
  readonly list: (path: string) => Promise<string[]>;
}

/** What a computer runs from, a live system's medium included. The user's own folder is added. */
const SYSTEM_PLACES = [
  '/',
  '/usr',
  '/var',
  '/etc',
  '/home',
  '/boot',
  '/boot/efi',
  '/boot/firmware',
  '/efi',
  '/cdrom',
  '/run/live/medium',
  '/run/initramfs/live',
];

const FILE_SYSTEMS: Readonly<Record<string, CardPlace['fileSystem']>> = {
  vfat: 'fat',
  msdos: 'fat',
  exfat: 'exfat',
  // What lies behind these is not told.
  fuseblk: 'unknown',
  '9p': 'unknown',
  drvfs: 'unknown',
};

interface Mount {
  /** `8:1`, major and minor. */
  readonly device: string;
  readonly point: string;
  readonly readOnly: boolean;
  readonly type: string;
  /** `/dev/sda1`, where it is a device. */
  readonly source: string;
}

/** By `/proc/self/mountinfo` and sysfs (Linux's proc(5) and Documentation/ABI/stable/sysfs-block). */
export async function linuxPlace(folder: string, home: string, files: LinuxFiles): Promise<CardPlace> {
  const mounts = mountsIn(await files.read('/proc/self/mountinfo').catch(() => ''));
  const mount = mountOf(folder, mounts);
  if (mount === undefined) return { fileSystem: 'unknown', removable: null, system: false, locked: null };
  const disks = await disksOf(mount.device, files);
  let system = false;
  for (const place of [...SYSTEM_PLACES, home]) {
    const other = mountOf(place, mounts);
    if (other === undefined) continue;
    const shared = other.device === mount.device || overlap(await disksOf(other.device, files), disks);
    system ||= shared;
  }
  return {
    fileSystem: FILE_SYSTEMS[mount.type] ?? 'other',
    removable: disks.length === 0 ? null : await areRemovable(disks, files),
    system,
    locked: (await isLocked(disks, files)) ? 'switch' : mount.readOnly ? 'mount' : null,
  };
}

function overlap(some: readonly string[], others: readonly string[]): boolean {
  return some.some((each) => others.includes(each));
}

/** @param text lines `36 35 8:1 / /mnt rw,noatime master:1 - vfat /dev/sda1 rw` */
export function mountsIn(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', behind] = line.split(' - ', 2);
    const [, , device, , point, options = ''] = before.split(' ');
    if (device === undefined || point === undefined || behind === undefined) return [];
    const [type = '', source = '', superOptions = ''] = behind.split(' ');
    const readOnly = [options, superOptions].some((each) => each.split(',').includes('ro'));
    return [{ device, point: unescaped(point), readOnly, type, source }];
  });
}

/** Spaces and their like are octal there: `\040`. */
function unescaped(path: string): string {
  return path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** The innermost mount, and of several at one point the last, which hides the others. */
function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    const inside = path === mount.point || path.startsWith(mount.point === '/' ? '/' : `${mount.point}/`);
    if (inside && mount.point.length >= (found?.point.length ?? 0)) found = mount;
  }
  return found;
}

/** The whole disks that a device lies on, through encryption and volume groups; none for what has no device. */
async function disksOf(device: string, files: LinuxFiles): Promise<string[]> {
  const folder = await files.realpath(`/sys/dev/block/${device}`).catch(() => undefined);
  return folder === undefined ? [] : disksBelow(folder, files, 0);
}

/** Volumes upon volumes upon volumes are nobody's SD card. */
const DEEPEST = 8;

async function disksBelow(folder: string, files: LinuxFiles, depth: number): Promise<string[]> {
  const slaves = await files.list(posix.join(folder, 'slaves')).catch(() => []);
  const found: string[] = [];
  if (depth < DEEPEST)
    for (const slave of slaves) {
      const path = await files.realpath(posix.join(folder, 'slaves', slave)).catch(() => undefined);
      if (path !== undefined) found.push(...(await disksBelow(path, files, depth + 1)));
    }
  if (found.length > 0) return found;
  const isPartition = await files.read(posix.join(folder, 'partition')).then(
    () => true,
    () => false,
  );
  return [isPartition ? posix.dirname(folder) : folder];
}

/** USB readers say so, or are at least at USB; a slot of the computer's own says that an SD card is in it. */
async function areRemovable(disks: readonly string[], files: LinuxFiles): Promise<boolean> {
  for (const disk of disks) {
    const removable = await attribute(disk, 'removable', files);
    const kind = await attribute(disk, 'device/type', files);
    if (removable !== '1' && kind !== 'SD' && !/\/usb\d+\//.test(disk)) return false;
  }
  return true;
}

async function isLocked(disks: readonly string[], files: LinuxFiles): Promise<boolean> {
  for (const disk of disks) if ((await attribute(disk, 'ro', files)) === '1') return true;
  return false;
}

async function attribute(disk: string, name: string, files: LinuxFiles): Promise<string> {
  return (await files.read(posix.join(disk, name)).catch(() => '')).trim();
}
