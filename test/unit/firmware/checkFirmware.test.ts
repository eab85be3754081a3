import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { checkFirmware, requireImage, requireUpdater } from '../../../src/firmware/checkFirmware';
import { openFileSource } from '../../../src/firmware/fileSource';
import { type FirmwareImage, mayBeDifferential } from '../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../src/base/byteSource';
import { FIRST_HALF_BYTES, type KnownFile, SMALLEST_FULL_BYTES } from '../../../src/firmware/catalogue';
import { block } from '../../fixtures/block';
import { differentialImage, fullImage, updaterElf } from '../../fixtures/firmware';

const SIZE = 20_000;
const check = (name: string, bytes: Uint8Array): Promise<FirmwareImage> =>
  checkFirmware(bytesSource(name, bytes));

describe('recognises', () => {
  test('a full image by its content, with any name', async () => {
    const { description } = await check('firmware.dup', fullImage({ size: SMALLEST_FULL_BYTES }));
    expect(description).toMatchObject({
      kind: 'full',
      family: 'CAT-M1',
      version: '5.1.1.0',
      targetBuild: '41065',
      baseBuild: null,
      size: SMALLEST_FULL_BYTES,
      findings: [],
    });
    expect(description.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the second half of a pair without its file system as doubtful, like any other image', async () => {
    const content = Buffer.alloc(5_000);
    content.write('5.2.1.0 [48829] by robot-soft at ', 'latin1');
    const half = (parts: readonly string[]): Promise<FirmwareImage> =>
      check(
        'CATM1-5.2-48829-2.dup',
        Buffer.concat(parts.map((part) => block('UPGR', `${part} upgrade package`, content))),
      );
    expect((await half(['fff', 'fs'])).description).toMatchObject({ stepOfPair: 2, findings: [] });
    const { findings } = (await half(['fff'])).description;
    expect(findings.map((each) => render(each))).toEqual([
      'CATM1-5.2-48829-2.dup ends before its file system: it may be incomplete.',
    ]);
  });

  test('a differential image, with the base from its name', async () => {
    const { description } = await check('upgdiff_39529-to-41065.dup', differentialImage({ size: SIZE }));
    expect(description).toMatchObject({
      kind: 'differential',
      baseBuild: '39529',
      targetBuild: '41065',
      findings: [],
    });
  });

  test('the target of a differential image under another name, but not its base', async () => {
    const { description } = await check('change.dup', differentialImage({ size: SIZE }));
    expect(description).toMatchObject({ kind: 'differential', baseBuild: null, targetBuild: '41065' });
    const silent = await check('change.dup', differentialImage({ size: SIZE, saysVersion: false }));
    expect(silent.description).toMatchObject({ kind: 'differential', baseBuild: null, targetBuild: null });
  });

  test('a differential image of unknown layout by its name', async () => {
    const { description } = await check('upgdiff_39529-to-41065.dup', block('TEST', 'x', Buffer.alloc(500)));
    expect(description).toMatchObject({ kind: 'differential', baseBuild: '39529', targetBuild: '41065' });
  });

  test('a full image that is named as a differential one, and keeps its base', async () => {
    const { description } = await check(
      'upgdiff_38638-to-41065.dup',
      block('UPGR', 'fff upgrade package', Buffer.alloc(500)),
    );
    expect(description).toMatchObject({ kind: 'full', baseBuild: '38638', targetBuild: '41065' });
    expect(mayBeDifferential(description)).toBe(true);
    expect(description.findings.map((doubt) => render(doubt))).toContain(
      'upgdiff_38638-to-41065.dup is named differential, but contains full.',
    );
  });

  test('a differential image that is named as the first half of a pair, unless it is as long as that half', async () => {
    const { description } = await check('CATM1-5.2-48829-1.dup', differentialImage({ size: SIZE }));
    expect(description).toMatchObject({ kind: 'differential', baseBuild: null, stepOfPair: null });
    expect(description.findings.map((doubt) => render(doubt))).toContain(
      'CATM1-5.2-48829-1.dup is named full, but contains differential.',
    );
    const first = await check('CATM1-5.2-48829-1.dup', differentialImage({ size: FIRST_HALF_BYTES }));
    expect(first.description).toMatchObject({ kind: 'unknown', stepOfPair: 1 });
    expect(first.description.findings.map((doubt) => render(doubt))).toEqual([
      'CATM1-5.2-48829-1.dup is intact, but its layout is unknown.',
    ]);
  });

  test('that the first half of a pair brings another build than its name says', async () => {
    const { description } = await check('CATM1-5.2-48829-1.dup', fullImage({ build: '39529', size: SIZE }));
    expect(description).toMatchObject({ stepOfPair: 1, targetBuild: '39529', findings: [] });
  });

  test.each([
    ['no version text at all', ''],
    ['a text of the final build in its updater', '5.2.1.0 [48829] by robot-soft at 2021-01-01'],
  ])('the first half of a pair, with %s, without knowing its build', async (_, text) => {
    const content = Buffer.alloc(500);
    content.write(text, 'latin1');
    const bytes = block('UPGR', 'updater upgrade package', content);
    const { description } = await check('CATM1-5.2-48829-1.dup', bytes);
    expect(description).toMatchObject({ stepOfPair: 1, version: null, targetBuild: null, family: 'CAT-M1' });
    const whole = await check('CATM1-48829.dup', bytes);
    expect(whole.description.version).toBe(text === '' ? null : '5.2.1.0');
  });

  test('firmware for another chip by a text in any part of any file', async () => {
    const content = Buffer.alloc(500);
    content.write('8.0.5.13 [50939] by robot-soft at 2021-01-01', 'latin1');
    for (const name of ['CATM1-5.2-48829-1.dup', 'CATM1-41065.dup', 'upgdiff_38638-to-39529.dup']) {
      const { description } = await check(name, block('UPGR', 'updater upgrade package', content));
      expect(description.version).toBe('8.0.5.13');
    }
  });

  test('the installed build, and compares its name with that and not with other builds in the file', async () => {
    const said = (name: string, build: string): Buffer => {
      const content = Buffer.alloc(500);
      content.write(`5.1.1.0 [${build}] by robot-soft at 2021-01-01`, 'latin1');
      return block('UPGR', `${name} upgrade package`, content);
    };
    const bytes = Buffer.concat([said('updater', '41065'), said('fff', '39529')]);
    const { description } = await check('CATM1-41065.dup', bytes);
    expect(description.findings.map((doubt) => render(doubt))).toContain(
      'The name of CATM1-41065.dup says build 41065, but its content says 39529.',
    );
  });

  test('an application by its tag', async () => {
    const content = Buffer.from('5.1.1.0 [39529] by robot-soft at 2020-01-01'.padEnd(500));
    const { description } = await check('CATM1-5.2-48829-1.dup', block('SFFF', 'x', content));
    expect(description).toMatchObject({ kind: 'full', targetBuild: '39529' });
  });

  test('an updater', async () => {
    const { description } = await check('updater.elf', updaterElf({ size: SIZE }));
    expect(description).toMatchObject({ kind: 'updater', size: SIZE, findings: [] });
  });

  test.each([
    ['another build in the name', 'CATM1-39529.dup', fullImage({ size: SIZE })],
    ['another family in the name', 'NB1-41065.dup', fullImage({ size: SIZE })],
    [
      'a differential image with the name of a full one',
      'CATM1-41065.dup',
      differentialImage({ size: SIZE }),
    ],
    ['a small one with a meaningless name', 'firmware.dup', fullImage({ size: SIZE })],
    ['no build in its application', 'CATM1-41065.dup', block('UPGR', 'fff fs', new Uint8Array(500))],
    [
      'two builds in its application',
      'CATM1-41065.dup',
      Buffer.concat([fullImage({ size: SIZE }), fullImage({ build: '39529', size: SIZE })]),
    ],
    [
      'no differential block in a differential image',
      'upgdiff_39529-to-41065.dup',
      block('UPGR', 'fs', Buffer.alloc(500)),
    ],
    ['an unknown layout', 'firmware.dup', block('TEST', 'something', new Uint8Array(500))],
    ['an ELF for another machine', 'updater.elf', updaterElf({ size: SIZE }).fill(3, 18, 20)],
    ['a 64-bit ELF', 'updater.elf', updaterElf({ size: SIZE }).fill(2, 4, 5)],
    ['a little-endian ELF', 'updater.elf', updaterElf({ size: SIZE }).fill(1, 5, 6)],
  ])('as doubtful: %s', async (_name, file, bytes) => {
    expect((await check(file, bytes)).description.findings.length).toBeGreaterThan(0);
  });
});

describe('a half of the two steps to 5.2-48829', () => {
  const half = async (name: string, build: string, size = SIZE): Promise<FirmwareImage['description']> =>
    (await check(name, fullImage({ version: '5.2.1.0', build, size }))).description;

  test.each([
    // Name and content agree, or at least do not contradict each other.
    ['CATM1-5.2-48829-1.dup', '39529', SIZE, 1],
    ['CATM1-5.2-48829-1 (1).dup', '39529', SIZE, 1],
    ['CATM1-5.2-48829-1.dup', '48829', FIRST_HALF_BYTES, 1],
    ['CATM1-5.2-48829-2.dup', '48829', SIZE, 2],
    ['Kopie von CATM1-5.2-48829-2.dup', '48829', SIZE, 2],
    // Name and content contradict each other.
    ['CATM1-5.2-48829-1.dup', '48829', SIZE, 'unknown'],
    ['CATM1-5.2-48829-2.dup', '48829', FIRST_HALF_BYTES, 'unknown'],
    // The content belongs to the pair, but the name does not say which half.
    ['firmware.dup', '48829', SIZE, 'unknown'],
    ['CATM1-41065.dup', '48829', SIZE, 'unknown'],
    ['CATM1-5.2-48829.dup', '48829', SIZE, 'unknown'],
    ['CATM1-5.2-48829-1-2.dup', '48829', SIZE, 'unknown'],
    ['upgdiff_41065-to-48829.dup', '48829', SIZE, 'unknown'],
    // Only the size says so.
    ['firmware.dup', '39529', FIRST_HALF_BYTES, 'unknown'],
    ['CATM1-39529.dup', '39529', FIRST_HALF_BYTES, 'unknown'],
    // Only the name says so.
    ['CATM1-5.2-48829 first.dup', '39529', SIZE, 'unknown'],
    ['pair 48829.dup', '39529', SIZE, 'unknown'],
    ['firmware.dup', '39529', SIZE, null],
  ] as const)('%s, which brings %s in %i bytes', async (name, build, size, step) => {
    expect((await half(name, build, size)).stepOfPair).toBe(step);
  });
});

describe('a known file', () => {
  const bytes = differentialImage({ size: SIZE, saysVersion: false });
  const known = async (): Promise<KnownFile> => ({
    name: 'upgdiff_39529-to-41065.dup',
    size: SIZE,
    sha256: (await check('x.dup', bytes)).description.sha256,
  });

  test.each(['change.dup', '更新.dup', 'upgdiff_33080-to-43818.dup', 'CATM1-41065.dup'])(
    'is recognised as what was published, though its name is %s',
    async (name) => {
      const { description } = await checkFirmware(bytesSource(name, bytes), [await known()]);
      expect(description).toMatchObject({
        kind: 'differential',
        baseBuild: '39529',
        targetBuild: '41065',
        publishedAs: 'upgdiff_39529-to-41065.dup',
        findings: [],
      });
    },
  );

  test('is not recognised by name and size when the content differs', async () => {
    const other = differentialImage({ size: SIZE, saysVersion: false, seed: 12 });
    const { description } = await checkFirmware(bytesSource('change.dup', other), [await known()]);
    expect(description).toMatchObject({ baseBuild: null });
    expect(description.publishedAs).toBeUndefined();
  });

  test('can also be an updater', async () => {
    const updater = updaterElf({ size: SIZE });
    const { sha256 } = (await check('u.elf', updater)).description;
    const files = [{ name: 'updater.elf', size: SIZE, sha256 }];
    const { description } = await checkFirmware(bytesSource('u.bin', updater), files);
    expect(description.publishedAs).toBe('updater.elf');
  });
});

describe('what is refused', () => {
  const whole = fullImage({ size: SIZE });
  const flipped = Buffer.from(whole);
  flipped[SIZE - 100] = (flipped[SIZE - 100] ?? 0) ^ 1;
  test.each([
    ['FILE_EMPTY', Buffer.alloc(0)],
    ['FILE_TOO_SMALL', whole.subarray(0, 127)],
    ['FILE_TRUNCATED', whole.subarray(0, 128)],
    ['FILE_TRUNCATED', whole.subarray(0, -1)],
    ['FILE_DAMAGED', flipped],
    ['FILE_NOT_FIRMWARE', Buffer.alloc(4000, 'not a firmware file. ')],
    ['FILE_TRUNCATED', updaterElf({ size: SIZE }).fill(0xff, 28, 32)],
  ])('%s', async (code, bytes) => {
    await expect(check('image.dup', bytes)).rejects.toMatchObject({ code, category: 'badInput' });
  });

  test('a file that another program truncates while it is read', async () => {
    const source = bytesSource('image.dup', whole);
    const cut = bytesSource('image.dup', whole.subarray(0, SIZE / 2));
    await expect(
      checkFirmware({ ...source, read: (offset, length) => cut.read(offset, length) }),
    ).rejects.toMatchObject({
      code: 'FILE_TRUNCATED',
    });
  });

  test('an updater as the image, and an image as the updater', async () => {
    const [updater, image] = [await check('u.dup', updaterElf({ size: SIZE })), await check('i.elf', whole)];
    expect(() => requireImage(updater)).toThrow(/is an updater/);
    expect(() => requireUpdater(image)).toThrow(/isn’t an updater/);
    expect(requireImage(image)).toBe(image);
    expect(requireUpdater(updater)).toBe(updater);
  });
});

describe('files on this computer', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'firmware-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('are read in pieces, up to their end', async () => {
    const path = join(folder, 'a.dup');
    await writeFile(path, 'firmware');
    const source = await openFileSource(path);
    expect({ name: source.name, size: source.size }).toEqual({ name: 'a.dup', size: 8 });
    expect(Buffer.from(await source.read(4, 100)).toString()).toBe('ware');
    expect(await source.read(8, 10)).toHaveLength(0);
    await source.close();
    await expect(source.read(0, 1)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('give the same bytes in small pieces and in large ones', async () => {
    const path = join(folder, 'large.dup');
    const content = fullImage({ size: 200_000 });
    await writeFile(path, content);
    const source = await openFileSource(path);
    for (const [offset, length] of [
      [0, 100],
      [50, 40_000],
      [199_990, 40_000],
      [100_000, 8192],
    ] as const) {
      const piece = Buffer.from(await source.read(offset, length));
      expect(piece.equals(content.subarray(offset, offset + length)), `${length} from ${offset}`).toBe(true);
    }
    await source.close();
  });

  test('are described as their bytes are', async () => {
    const path = join(folder, 'CATM1-41065.dup');
    const content = fullImage({ size: 200_000 });
    await writeFile(path, content);
    const source = await openFileSource(path);
    const { description } = await checkFirmware(source);
    expect(description).toEqual((await check('CATM1-41065.dup', content)).description);
    await source.close();
  });

  test('that are empty give no bytes', async () => {
    const path = join(folder, 'empty.dup');
    await writeFile(path, '');
    const source = await openFileSource(path);
    expect(await source.read(0, 100)).toHaveLength(0);
    await source.close();
  });

  test('whose path leads through a file can’t be read', async () => {
    const path = join(folder, 'b.dup');
    await writeFile(path, 'firmware');
    // Windows reports such a path as missing.
    const code = process.platform === 'win32' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE';
    await expect(openFileSource(join(path, 'c.dup'))).rejects.toMatchObject({ code });
  });

  test('that do not exist, or are folders, are refused', async () => {
    await expect(openFileSource(join(folder, 'none.dup'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    const refused = expect(openFileSource(folder)).rejects;
    await refused.toMatchObject({
      code: 'FILE_UNREADABLE',
      sentence: { template: '{folder} is a folder; a file is needed here.' },
    });
  });
});

describe('names what was downloaded instead of firmware', () => {
  test.each([
    ['CATM1-41065.dup', '<html><head><title>Log in</title>', /is a web page: the download needed a login/],
    ['CATM1-41065.dup', '<!-- moved -->\n<HTML>', /is a web page/],
    ['CATM1-41065.dup.tgz', '\x1f\x8b\x08 rest', /is packed \(gzip\) and can’t be used directly/],
    ['CATM1-41065.rar', 'Rar!\x1a\x07 rest', /is packed \(RAR\)/],
    ['CATM1-41065.dup', 'PK\x03\x04 rest', /is a zip archive under another name/],
    ['CATM1-41065.zip.001', 'PK\x03\x04 rest', /is one part of a split zip archive/],
  ])('%s: %j', async (name, text, message) => {
    await expect(check(name, Buffer.from(text, 'latin1'))).rejects.toMatchObject({
      code: 'FILE_NOT_FIRMWARE',
      message: expect.stringMatching(message) as string,
    });
  });
});
