import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { UpgradeError } from '../../../src/base/upgradeError';
import { ARCHIVE_LIMITS, unpackArchive } from '../../../src/firmware/archive';
import { bytesSource, type FirmwareSource } from '../../../src/firmware/firmwareSource';
import { fullImage, updaterElf } from '../../fixtures/firmware';
import { renamed, zip } from '../../fixtures/zip';

const PASSWORD = 'MembersOnly!';
const IMAGE = fullImage({ build: '41065', size: 60_000 });
const UPDATER = updaterElf({ size: 5_000 });

function unpack(
  archive: Uint8Array,
  password: string | null = null,
  limits = ARCHIVE_LIMITS,
): Promise<FirmwareSource[]> {
  const source = bytesSource('CATM1-41065.zip', archive, '/downloads');
  return unpackArchive(source, password, new AbortController().signal, limits);
}

async function bytesOf(source: FirmwareSource | undefined): Promise<Buffer> {
  return Buffer.from((await source?.read(0, source.size)) ?? []);
}

describe('what is taken out of an archive', () => {
  test.each([
    ['without a password', {}],
    ['stored, not packed', { stored: true }],
    ['with ZipCrypto', { password: PASSWORD, zipCrypto: true }],
    ['with AES', { password: PASSWORD }],
  ])('%s, every firmware file comes out as it went in', async (_, options) => {
    const archive = await zip(
      [
        ['CATM1-41065.dup', IMAGE],
        ['updater.elf', UPDATER],
      ],
      options,
    );
    const found = await unpack(archive, PASSWORD);
    expect(found.map(({ name }) => name)).toEqual(['CATM1-41065.dup', 'updater.elf']);
    expect((await bytesOf(found[0])).equals(IMAGE)).toBe(true);
    expect((await bytesOf(found[1])).equals(UPDATER)).toBe(true);
  });

  test('folders, letter case and other files', async () => {
    const archive = await zip([
      ['CATM1/', new Uint8Array()],
      ['CATM1/CATM1-41065.DUP', IMAGE],
      ['CATM1/README.txt', Buffer.from('text')],
      ['NB1/deep/updater.Elf', UPDATER],
    ]);
    const found = await unpack(archive);
    expect(found.map(({ name, origin }) => [name, origin])).toEqual([
      ['CATM1-41065.DUP', '/downloads/CATM1-41065.zip/CATM1'],
      ['updater.Elf', '/downloads/CATM1-41065.zip/NB1/deep'],
    ]);
  });
});

describe('a password', () => {
  test.each([
    ['ZipCrypto', true],
    ['AES', false],
  ])('%s: missing', async (_, zipCrypto) => {
    const archive = await zip([['a.dup', IMAGE]], { password: PASSWORD, zipCrypto });
    await expect(unpack(archive)).rejects.toMatchObject({
      code: 'ARCHIVE_PASSWORD_MISSING',
      exposure: 'badInput',
    });
    await expect(unpack(archive, '')).rejects.toMatchObject({ code: 'ARCHIVE_PASSWORD_MISSING' });
  });

  // ZipCrypto checks one byte: of 400 wrong passwords some pass that and fail only by their content.
  test('ZipCrypto: wrong, whichever', async () => {
    const archive = await zip([['a.dup', IMAGE.subarray(0, 2000)]], { password: PASSWORD, zipCrypto: true });
    for (let number = 0; number < 400; number++) {
      await expect(unpack(archive, `wrong ${number}`)).rejects.toMatchObject({
        code: 'ARCHIVE_PASSWORD_WRONG',
      });
    }
  });

  test('AES: wrong', async () => {
    const archive = await zip([['a.dup', IMAGE]], { password: PASSWORD });
    await expect(unpack(archive, 'membersonly!')).rejects.toMatchObject({ code: 'ARCHIVE_PASSWORD_WRONG' });
  });
});

describe('a byte that changed in what is packed', () => {
  test.each([
    ['without a password is damage', {}, 'ARCHIVE_DAMAGED'],
    ['with AES is damage, because the password was checked', { password: PASSWORD }, 'ARCHIVE_DAMAGED'],
    // Its own check of a password is so weak that a wrong one is as likely.
    [
      'with ZipCrypto may be a wrong password',
      { password: PASSWORD, zipCrypto: true },
      'ARCHIVE_PASSWORD_WRONG',
    ],
  ] as const)('%s', async (_, options, code) => {
    const archive = await zip([['a.dup', IMAGE]], options);
    const middle = archive.length >> 1;
    archive[middle] = (archive[middle] ?? 0) ^ 1;
    await expect(unpack(archive, PASSWORD)).rejects.toMatchObject({ code });
  });
});

describe('what is not taken for an archive', () => {
  test('something else', async () => {
    await expect(unpack(IMAGE)).rejects.toMatchObject({ code: 'ARCHIVE_NOT_ZIP' });
    await expect(unpack(new Uint8Array())).rejects.toMatchObject({ code: 'ARCHIVE_NOT_ZIP' });
  });

  test('without firmware in it', async () => {
    const archive = await zip([['README.txt', Buffer.from('text')]]);
    await expect(unpack(archive)).rejects.toMatchObject({ code: 'ARCHIVE_EMPTY' });
    await expect(unpack(await zip([]))).rejects.toMatchObject({ code: 'ARCHIVE_EMPTY' });
  });

  test('names that climb out, that are absolute, and that come twice', async () => {
    const archive = await zip([
      ['aa/bb.dup', IMAGE],
      ['aa/cc.dup', IMAGE],
    ]);
    for (const name of [
      '../bb.dup',
      '/a/bb.dup',
      'C:/bb.dup',
      '..\\bb.dup',
      'a//bb.dup',
      'a/\0b.dup',
      './/b.dup',
    ]) {
      const hostile = renamed(archive, 'aa/bb.dup', name.padEnd(9, 'x').slice(0, 9));
      await expect(unpack(hostile), name).rejects.toMatchObject({ code: 'ARCHIVE_UNSAFE' });
    }
    await expect(unpack(renamed(archive, 'aa/bb.dup', 'aa/CC.dup'))).rejects.toMatchObject({
      code: 'ARCHIVE_UNSAFE',
    });
  });

  test('more files than any firmware has', async () => {
    const files = Array.from({ length: 12 }, (_, at) => [`${at}.txt`, Buffer.from('x')] as const);
    const limits = { ...ARCHIVE_LIMITS, entries: 10 };
    await expect(unpack(await zip([['a.dup', IMAGE], ...files]), null, limits)).rejects.toMatchObject({
      code: 'ARCHIVE_TOO_LARGE',
    });
  });

  test('a file, and all together, larger than any firmware', async () => {
    const archive = await zip([
      ['a.dup', new Uint8Array(900_000)],
      ['b.dup', new Uint8Array(900_000)],
    ]);
    expect(archive.length).toBeLessThan(10_000);
    const small = { ...ARCHIVE_LIMITS, entryBytes: 800_000 };
    await expect(unpack(archive, null, small)).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
    const few = { ...ARCHIVE_LIMITS, totalBytes: 1_000_000 };
    await expect(unpack(archive, null, few)).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
  });

  test('a file that unpacks to more than it announces', async () => {
    const archive = await zip([['a.dup', new Uint8Array(900_000)]]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(900_000);
    const lies = Buffer.alloc(4);
    lies.writeUInt32LE(5_000);
    const bytes = Buffer.from(archive);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 1)) lies.copy(bytes, at);
    await expect(unpack(bytes)).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' });
  });

  test('two files over the same bytes', async () => {
    const archive = await zip(
      [
        ['a.dup', IMAGE],
        ['b.dup', IMAGE],
      ],
      { stored: true },
    );
    const directory = archive.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    // The second entry of the directory is told to begin where the first does.
    archive.writeUInt32LE(0, directory + 42);
    await expect(unpack(archive)).rejects.toMatchObject({
      code: expect.stringMatching(/^ARCHIVE_(UNSAFE|DAMAGED)$/) as string,
    });
  });

  test('a cancelled one', async () => {
    const archive = await zip([['a.dup', IMAGE]]);
    const source = bytesSource('a.zip', archive);
    await expect(unpackArchive(source, null, AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});

const WHOLE = zip([['a.dup', IMAGE.subarray(0, 3000)]], {});
const LOCKED = zip([['a.dup', IMAGE.subarray(0, 3000)]], { password: PASSWORD });
const content = IMAGE.subarray(0, 3000);

property.prop([
  fc.boolean(),
  fc.nat(),
  fc.integer({ min: 1, max: 255 }),
  fc.constantFrom('change', 'cut', 'insert'),
])(
  'a damaged archive gives its content unchanged or a clear error, whatever byte it is',
  async (locked, where, value, how) => {
    const whole = await (locked ? LOCKED : WHOLE);
    const at = where % whole.length;
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ value;
    const inserted = Buffer.concat([whole.subarray(0, at), Buffer.of(value), whole.subarray(at)]);
    const bytes = { change: damaged, cut: whole.subarray(0, at), insert: inserted }[how];
    try {
      for (const file of await unpack(bytes, PASSWORD))
        expect((await bytesOf(file)).equals(content)).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(UpgradeError);
      expect((error as UpgradeError).code).toMatch(/^ARCHIVE_/);
    }
  },
);

test('a way of packing that is not known is told, and nothing else is said of the archive', async () => {
  const archive = await zip([['CATM1-41065.dup', IMAGE]]);
  // The packing method, in the entry itself and in the directory at the end: 97 is WavPack.
  archive.writeUInt16LE(97, archive.indexOf('PK\x03\x04') + 8);
  archive.writeUInt16LE(97, archive.indexOf('PK\x01\x02') + 10);
  await expect(unpack(archive)).rejects.toMatchObject({ code: 'ARCHIVE_UNSUPPORTED' });
});
