import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { UpgradeError } from '../../../src/base/upgradeError';
import { ARCHIVE_LIMITS, unpackArchive } from '../../../src/firmware/archive';
import { bytesSource, type ByteSource } from '../../../src/base/byteSource';
import { fullImage, updaterElf } from '../../fixtures/firmware';
import { packedBy, renamed, zip } from '../../fixtures/zip';

const PASSWORD = 'MembersOnly!';
const IMAGE = fullImage({ build: '41065', size: 60_000 });
const UPDATER = updaterElf({ size: 5_000 });

function unpack(
  archive: Uint8Array,
  password: string | null = null,
  limits = ARCHIVE_LIMITS,
): Promise<ByteSource[]> {
  const source = bytesSource('CATM1-41065.zip', archive, '/downloads');
  return unpackArchive(source, password, new AbortController().signal, limits);
}

async function bytesOf(source: ByteSource | undefined): Promise<Buffer> {
  return Buffer.from((await source?.read(0, source.size)) ?? []);
}

describe('unpacking an archive', () => {
  test.each([
    ['without a password', {}],
    ['stored without compression', { stored: true }],
    ['with ZipCrypto', { password: PASSWORD, zipCrypto: true }],
    ['with AES', { password: PASSWORD }],
  ])('%s, gives every firmware file unchanged', async (_, options) => {
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

  test('finds files in folders and in any letter case, and skips other files', async () => {
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
  ])('%s: is missing', async (_, zipCrypto) => {
    const archive = await zip([['a.dup', IMAGE]], { password: PASSWORD, zipCrypto });
    await expect(unpack(archive)).rejects.toMatchObject({
      code: 'ARCHIVE_PASSWORD_MISSING',
      category: 'badInput',
    });
    await expect(unpack(archive, '')).rejects.toMatchObject({ code: 'ARCHIVE_PASSWORD_MISSING' });
  });

  // ZipCrypto checks one byte only. Some of 400 wrong passwords pass that check and fail because of the content.
  test('ZipCrypto: is wrong, any of 400', async () => {
    const archive = await zip([['a.dup', IMAGE.subarray(0, 2000)]], { password: PASSWORD, zipCrypto: true });
    for (let number = 0; number < 400; number++) {
      await expect(unpack(archive, `wrong ${number}`)).rejects.toMatchObject({
        code: 'ARCHIVE_PASSWORD_WRONG',
      });
    }
  });

  test('AES: is wrong', async () => {
    const archive = await zip([['a.dup', IMAGE]], { password: PASSWORD });
    await expect(unpack(archive, 'membersonly!')).rejects.toMatchObject({ code: 'ARCHIVE_PASSWORD_WRONG' });
  });
});

describe('a changed byte in packed data', () => {
  test.each([
    ['without a password is damage', {}, 'ARCHIVE_DAMAGED'],
    ['with AES is damage, because the password was checked', { password: PASSWORD }, 'ARCHIVE_DAMAGED'],
    // ZipCrypto’s password check is so weak that a wrong password is as likely as damage.
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

describe('refuses', () => {
  test('a file of another kind, or an empty one', async () => {
    await expect(unpack(IMAGE)).rejects.toMatchObject({ code: 'ARCHIVE_NOT_ZIP' });
    await expect(unpack(new Uint8Array())).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  });

  test('an archive without firmware', async () => {
    const archive = await zip([['README.txt', Buffer.from('text')]]);
    await expect(unpack(archive)).rejects.toMatchObject({ code: 'ARCHIVE_EMPTY' });
    await expect(unpack(await zip([]))).rejects.toMatchObject({ code: 'ARCHIVE_EMPTY' });
  });

  test('names that leave the folder, that are absolute, and that occur twice', async () => {
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

  test('more files than any firmware package has', async () => {
    const files = Array.from({ length: 12 }, (_, at) => [`${at}.txt`, Buffer.from('x')] as const);
    const limits = { ...ARCHIVE_LIMITS, entries: 10 };
    await expect(unpack(await zip([['a.dup', IMAGE], ...files]), null, limits)).rejects.toMatchObject({
      code: 'ARCHIVE_TOO_LARGE',
    });
  });

  test('a file, or files in total, larger than any firmware', async () => {
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

  test('a file that unpacks to more than its announced size', async () => {
    const archive = await zip([['a.dup', new Uint8Array(900_000)]]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(900_000);
    const lies = Buffer.alloc(4);
    lies.writeUInt32LE(5_000);
    const bytes = Buffer.from(archive);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 1)) lies.copy(bytes, at);
    await expect(unpack(bytes)).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' });
  });

  test('two files that share the same bytes', async () => {
    const archive = await zip(
      [
        ['a.dup', IMAGE],
        ['b.dup', IMAGE],
      ],
      { stored: true },
    );
    const directory = archive.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    // The second entry of the directory gets the offset of the first.
    archive.writeUInt32LE(0, directory + 42);
    await expect(unpack(archive)).rejects.toMatchObject({
      code: expect.stringMatching(/^ARCHIVE_(UNSAFE|DAMAGED)$/) as string,
    });
  });

  test('an archive whose unpacking was cancelled', async () => {
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
  'a damaged archive gives its content unchanged or a clear error, whichever byte is damaged',
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
      expect((error as UpgradeError).code).toMatch(/^(ARCHIVE_|FILE_EMPTY$)/);
    }
  },
);

describe('an unsupported compression method', () => {
  test.each([
    [12, 'BZIP2'],
    [14, 'LZMA'],
    [93, 'Zstandard'],
    [95, 'XZ'],
    [98, 'PPMd'],
  ])('%i is reported by its name: %s', async (method, name) => {
    const archive = packedBy(await zip([['CATM1-41065.dup', IMAGE]]), method);
    await expect(unpack(archive)).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message: `CATM1-41065.dup in CATM1-41065.zip is packed with ${name}, which isn’t supported.`,
    });
  });

  test('Deflate64, which begins like Deflate, is reported by its name', async () => {
    const archive = packedBy(await zip([['CATM1-41065.dup', IMAGE]]), 9);
    const middle = archive.length >> 1;
    archive[middle] = (archive[middle] ?? 0) ^ 1;
    await expect(unpack(archive)).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message: 'CATM1-41065.dup in CATM1-41065.zip is packed with Deflate64, which isn’t supported.',
    });
  });

  test('without a known name is reported as unsupported', async () => {
    const archive = packedBy(await zip([['CATM1-41065.dup', IMAGE]]), 55);
    await expect(unpack(archive)).rejects.toMatchObject({ code: 'ARCHIVE_UNSUPPORTED' });
  });
});

describe('archives made by common tools', () => {
  const names = async (archive: Uint8Array): Promise<(readonly [string, string | undefined])[]> =>
    (await unpack(archive)).map(({ name, origin }) => [name, origin] as const);

  test('.NET and PowerShell write backslashes: files of one folder belong together', async () => {
    let archive = await zip([
      ['F/CATM1-5.2-48829-1.dup', IMAGE],
      ['F/CATM1-5.2-48829-2.dup', IMAGE],
      ['G/updater.elf', UPDATER],
    ]);
    archive = renamed(renamed(archive, 'F/CATM1', 'F\\CATM1'), 'G/updater', 'G\\updater');
    expect(await names(archive)).toEqual([
      ['CATM1-5.2-48829-1.dup', '/downloads/CATM1-41065.zip/F'],
      ['CATM1-5.2-48829-2.dup', '/downloads/CATM1-41065.zip/F'],
      ['updater.elf', '/downloads/CATM1-41065.zip/G'],
    ]);
  });

  test('bsdtar and `zip -r` write ./ and the folder itself', async () => {
    const small = IMAGE.subarray(0, 1000);
    const archive = await zip([
      ['x/', new Uint8Array()],
      ['x/CATM1-41065.dup', small],
      ['x/f/updater.elf', small],
    ]);
    expect(await names(renamed(archive, 'x/', './'))).toEqual([
      ['CATM1-41065.dup', '/downloads/CATM1-41065.zip'],
      ['updater.elf', '/downloads/CATM1-41065.zip/f'],
    ]);
  });

  test('macOS adds a shadow of every file, which is ignored', async () => {
    const shadow = Buffer.from('\0\x05\x16\x07 Mac OS X'.padEnd(200));
    const archive = await zip([
      ['CATM1-41065.dup', IMAGE],
      ['__MACOSX/._CATM1-41065.dup', shadow],
      ['._CATM1-41065.dup', shadow],
      ['.DS_Store', shadow],
    ]);
    expect(await names(archive)).toEqual([['CATM1-41065.dup', '/downloads/CATM1-41065.zip']]);
  });

  test('an archive inside an archive is named', async () => {
    const archive = await zip([
      ['README.txt', Buffer.from('text')],
      ['inner/CATM1-41065.7z', IMAGE],
    ]);
    await expect(unpack(archive)).rejects.toMatchObject({
      code: 'ARCHIVE_EMPTY',
      message: 'CATM1-41065.zip contains no firmware, only another archive: inner/CATM1-41065.7z.',
    });
  });

  test.each([
    [
      'a web page',
      Buffer.from('\n<!DOCTYPE html><html>Log in</html>'),
      'ARCHIVE_NOT_ZIP',
      /is a web page: the download needed a login/,
    ],
    [
      'a 7-Zip archive',
      Buffer.from('7z\xbc\xaf\x27\x1c rest', 'latin1'),
      'ARCHIVE_NOT_ZIP',
      /is packed \(7-Zip\)/,
    ],
    [
      'the first part of a split archive',
      Buffer.from('PK\x07\x08PK\x03\x04 rest', 'latin1'),
      'ARCHIVE_NOT_ZIP',
      /is one part of a split zip archive/,
    ],
  ])('%s is recognised and named', async (_, bytes, code, message) => {
    await expect(unpack(bytes)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  test('a truncated download is reported as incomplete', async () => {
    const archive = await zip([['CATM1-41065.dup', IMAGE]]);
    await expect(unpack(archive.subarray(0, archive.length - 200))).rejects.toMatchObject({
      code: 'ARCHIVE_DAMAGED',
      message: expect.stringMatching(/is incomplete/) as string,
    });
  });

  test.each(['CON.dup', 'aux.dup', 'x.dup:stream.dup', 'a|b.dup', 'tab\there.dup'])(
    'a file name that some systems don’t allow is refused: %s',
    async (name) => {
      await expect(unpack(await zip([[name, IMAGE]]))).rejects.toMatchObject({ code: 'ARCHIVE_UNSAFE' });
    },
  );
});

describe('a password with characters outside ASCII', () => {
  const SECRET = 'Schlüssel é';
  test.each([
    ['UTF-8', Buffer.from(SECRET, 'utf8')],
    ['UTF-8 of macOS', Buffer.from(SECRET.normalize('NFD'), 'utf8')],
    ['code page 437', Buffer.from('Schl\x81ssel \x82', 'latin1')],
    ['code page 1252', Buffer.from('Schl\xfcssel \xe9', 'latin1')],
  ])('opens an archive that was made with it as %s', async (_, bytes) => {
    const packed = [
      ['CATM1-41065.dup', IMAGE],
      ['updater.elf', UPDATER],
    ] as const;
    for (const zipCrypto of [true, false]) {
      const found = await unpack(await zip(packed, { password: bytes, zipCrypto }), SECRET);
      expect((await bytesOf(found[0])).equals(IMAGE)).toBe(true);
      expect((await bytesOf(found[1])).equals(UPDATER)).toBe(true);
    }
  });

  test('that no code page can encode is tried as UTF-8, and a wrong one is reported', async () => {
    const archive = await zip([['a.dup', IMAGE]], { password: 'ключ🔑' });
    expect(await unpack(archive, 'ключ🔑')).toHaveLength(1);
    await expect(unpack(archive, 'ключ')).rejects.toMatchObject({ code: 'ARCHIVE_PASSWORD_WRONG' });
  });
});
