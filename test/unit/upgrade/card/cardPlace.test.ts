import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { type CardPlace, isCard } from '../../../../src/upgrade/card/cardPlace';
import { linuxDrives, removableDrives, windowsDrives } from '../../../../src/upgrade/card/removableDrives';
import { cardPlace, type PlaceSources, systemPlace } from '../../../../src/upgrade/card/systemPlace';

const nothing = (): Promise<never> => Promise.reject(new Error('there is nothing'));

function sources(given: Partial<PlaceSources>): PlaceSources {
  return {
    platform: 'linux',
    run: nothing,
    files: { read: nothing, realpath: nothing, list: nothing },
    home: '/home/ann',
    environment: {},
    ...given,
  };
}

describe('on Linux', () => {
  const MOUNTS = [
    '22 27 0:21 / /proc rw - proc proc rw',
    '27 1 253:0 / / rw,relatime shared:1 - ext4 /dev/mapper/root rw',
    '40 27 8:1 / /boot/efi rw - vfat /dev/sda1 rw',
    '41 27 8:17 / /media/ann/NO\\040NAME rw,nosuid - vfat /dev/sdb1 rw',
    '42 27 179:1 / /media/ann/SLOT ro,nosuid - vfat /dev/mmcblk0p1 rw',
    '43 27 8:33 / /media/ann/BIG rw - exfat /dev/sdc1 rw',
    '44 27 8:3 / /media/ann/WORK rw - vfat /dev/sda3 rw',
    '45 27 0:60 / /mnt/share rw - 9p share rw',
    '46 27 8:49 / /mnt/inner rw - vfat /dev/sdd1 rw',
  ].join('\n');
  const DEVICES: Readonly<Record<string, string>> = {
    '253:0': '/sys/devices/virtual/block/dm-0',
    '8:1': '/sys/devices/pci/ata1/block/sda/sda1',
    '8:3': '/sys/devices/pci/ata1/block/sda/sda3',
    '8:17': '/sys/devices/pci/usb1/1-2/block/sdb/sdb1',
    '8:33': '/sys/devices/pci/usb1/1-3/block/sdc/sdc1',
    '8:49': '/sys/devices/pci/ata2/block/sdd/sdd1',
    '179:1': '/sys/devices/mmc_host/mmc0/block/mmcblk0/mmcblk0p1',
  };
  const files = (attributes: Readonly<Record<string, string>> = {}): PlaceSources['files'] => ({
    read: (path) => {
      if (path === '/proc/self/mountinfo') return Promise.resolve(MOUNTS);
      if (/(sd[a-d]|mmcblk0p)\d\/partition$/.test(path)) return Promise.resolve('1\n');
      const [, name = ''] = /\/block\/(.*)$/.exec(path) ?? [];
      return attributes[name] === undefined ? nothing() : Promise.resolve(`${attributes[name]}\n`);
    },
    realpath: (path) => {
      if (path.endsWith('dm-0/slaves/sda2')) return Promise.resolve('/sys/devices/pci/ata1/block/sda/sda2');
      const found = DEVICES[path.replace('/sys/dev/block/', '')];
      return found === undefined ? nothing() : Promise.resolve(found);
    },
    list: (path) => Promise.resolve(path.endsWith('dm-0/slaves') ? ['sda2'] : []),
  });
  const look = (folder: string, attributes?: Readonly<Record<string, string>>): Promise<CardPlace> =>
    cardPlace(folder, sources({ files: files(attributes) }));

  test('a FAT card in a USB reader is a card, also for a folder on it', async () => {
    for (const folder of ['/media/ann/NO NAME', '/media/ann/NO NAME/firmware']) {
      const place = await look(folder);
      expect(place).toEqual({ fileSystem: 'fat', removable: true, system: false, locked: null });
      expect(isCard(place)).toBe(true);
    }
  });

  test('a card in a slot is recognised by its kind, and a read-only mount is distinguished from the lock switch', async () => {
    expect(await look('/media/ann/SLOT', { 'mmcblk0/device/type': 'SD' })).toMatchObject({
      removable: true,
      locked: 'mount',
    });
    expect(await look('/media/ann/SLOT', { 'mmcblk0/ro': '1' })).toMatchObject({ locked: 'switch' });
    // Built-in memory uses the same bus.
    expect(await look('/media/ann/SLOT', { 'mmcblk0/device/type': 'MMC' })).toMatchObject({
      removable: false,
    });
  });

  test.each(['/', '/home/ann/project', '/boot/efi', '/media/ann/WORK'])(
    '%s is on the disk that the computer runs from, even if encrypted',
    async (folder) => {
      expect(await look(folder)).toMatchObject({ system: true });
    },
  );

  test('a file system that the board can’t read, and missing answers', async () => {
    expect(await look('/media/ann/BIG')).toMatchObject({ fileSystem: 'exfat', removable: true });
    expect(await look('/mnt/inner')).toMatchObject({ fileSystem: 'fat', removable: false, system: false });
    expect(await look('/mnt/share')).toMatchObject({ fileSystem: 'unknown', removable: null });
    expect(isCard(await cardPlace('/media/card', sources({})))).toBe(false);
  });

  test('the removable drives are those mounted for a user', () => {
    expect(linuxDrives(MOUNTS).slice(0, 2)).toEqual([
      { path: '/media/ann/NO NAME', name: 'NO NAME' },
      { path: '/media/ann/SLOT', name: 'SLOT' },
    ]);
  });
});

describe('on macOS', () => {
  const plist = (...pairs: readonly (readonly [string, string | boolean])[]): string =>
    pairs
      .map(
        ([key, value]) =>
          `<key>${key}</key>\n\t<${value === true || value === false ? `${String(value)}/` : `string>${value}</string`}>`,
      )
      .join('\n');
  const SYSTEM = plist(['MountPoint', '/'], ['ParentWholeDisk', 'disk3'], ['APFSPhysicalStore', 'disk0s2']);
  const look = (folder: string, about: string): Promise<CardPlace> =>
    cardPlace(
      folder,
      sources({
        platform: 'darwin',
        run: (_file, words) => Promise.resolve(words.at(-1) === '/' ? SYSTEM : about),
      }),
    );

  test('a FAT card is a card, and a locked one is reported as locked', async () => {
    const card = plist(
      ['FilesystemType', 'msdos'],
      ['MountPoint', '/Volumes/NO NAME'],
      ['ParentWholeDisk', 'disk4'],
      ['RemovableMediaOrExternalDevice', true],
    );
    expect(isCard(await look('/Volumes/NO NAME', card))).toBe(true);
    expect(await look('/Volumes/NO NAME', card + plist(['WritableMedia', false]))).toMatchObject({
      locked: 'switch',
    });
  });

  test.each([
    ['/', '/', 'disk3'],
    ['/Users/ann', '/System/Volumes/Data', 'disk3'],
    ['/Volumes/Whatever', '/Volumes/Whatever', 'disk3'],
    ['/Volumes/EFI', '/Volumes/EFI', 'disk0'],
  ])('%s belongs to the system, whatever its name', async (folder, point, disk) => {
    const about = plist(['FilesystemType', 'apfs'], ['MountPoint', point], ['ParentWholeDisk', disk]);
    expect(await look(folder, about)).toMatchObject({ system: true });
  });

  test('without an answer, nothing good is assumed', async () => {
    const place = await cardPlace('/Volumes/CARD', sources({ platform: 'darwin' }));
    expect([isCard(place), place.system]).toEqual([false, false]);
  });
});

describe('on Windows', () => {
  const asked: string[] = [];
  const look = (folder: string, answer?: string): Promise<CardPlace> =>
    cardPlace(
      folder,
      sources({
        platform: 'win32',
        environment: { SystemDrive: 'C:', SystemRoot: 'C:\\Windows' },
        run: (_file, words) => {
          asked.push(words.at(-1) ?? '');
          return answer === undefined ? nothing() : Promise.resolve(answer);
        },
      }),
    );

  test('a removable FAT32 drive is a card', async () => {
    expect(isCard(await look('E:\\', '2 FAT32\r\n'))).toBe(true);
    expect(asked.at(-1)).toContain(`"DeviceID='E:'"`);
  });

  test.each(['C:\\', 'c:\\Users\\Ann', '\\\\?\\C:\\Users'])('%s belongs to the system', async (folder) => {
    expect(await look(folder, '3 NTFS')).toMatchObject({ system: true });
  });

  test.each([
    ['D:\\', '3 NTFS', { fileSystem: 'other', removable: false }],
    ['E:\\', '2 exFAT', { fileSystem: 'exfat', removable: true }],
    ['E:\\', '2 ', { fileSystem: 'other', removable: true }],
    ['E:\\', undefined, { fileSystem: 'unknown', removable: null }],
    ['\\\\server\\share', undefined, { fileSystem: 'other', removable: false }],
  ])('%s, described by Windows as %s', async (folder, answer, expected) => {
    expect(await look(folder, answer)).toMatchObject(expected);
  });

  test('the removable drives are listed without the system drive', async () => {
    expect(windowsDrives('E: NO NAME\r\nF:\r\n')).toEqual([
      { path: 'E:\\', name: 'NO NAME' },
      { path: 'F:\\', name: 'F:' },
    ]);
    const lookAt = (folder: string): Promise<CardPlace> =>
      Promise.resolve({ fileSystem: 'fat', removable: true, system: folder === 'F:\\', locked: null });
    expect(await removableDrives('win32', lookAt, () => Promise.resolve('E: A\r\nF: B\r\n'))).toEqual([
      { path: 'E:\\', name: 'A' },
    ]);
  });
});

test('on another system nothing good is assumed', async () => {
  expect(isCard(await cardPlace('/mnt/card', sources({ platform: 'freebsd' })))).toBe(false);
});

describe.runIf(process.platform === 'linux')('the computer that runs this test', () => {
  test('reports the disk that it runs from, and does not take it for a card', async () => {
    for (const folder of ['/', '/usr', await realpath(homedir())]) {
      const place = await systemPlace(folder);
      expect(place).toMatchObject({ system: true });
      expect(isCard(place)).toBe(false);
    }
  });

  test('has an in-memory file system that is no card', async () => {
    const place = await systemPlace('/dev/shm');
    expect(place).toMatchObject({ fileSystem: 'other', removable: null });
    expect(isCard(place)).toBe(false);
  });
});
