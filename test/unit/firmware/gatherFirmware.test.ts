import { expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { bytesSource } from '../../../src/base/byteSource';
import type { FolderFile } from '../../../src/firmware/firmwareFolder';
import { gatherFirmware } from '../../../src/firmware/gatherFirmware';
import { differentialImage, fullImage, otherLayoutImage, updaterElf } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';

const MIB = 1024 * 1024;
const image = fullImage({ size: 20_000 });

function file(path: string, bytes: Uint8Array): FolderFile {
  const [folder = '', name = ''] = path.split('/');
  return { name, open: () => Promise.resolve(bytesSource(name, bytes, folder)) };
}

/** The paths of the images that are kept. */
async function kept(...files: FolderFile[]): Promise<string[]> {
  const { images } = await gatherFirmware(
    files,
    () => Promise.resolve(undefined),
    new AbortController().signal,
  );
  return images.map(({ source }) => `${source.origin ?? ''}/${source.name}`);
}

test('of two equal files it keeps the one without doubts, then the one with an updater beside it', async () => {
  const good = file('a/CATM1-41065.dup', image);
  const misnamed = file('b/NB1-41065.dup', image);
  const beside = file('b/updater.elf', updaterElf({ size: 4000 }));
  expect(await kept(good, misnamed, beside)).toEqual(['a/CATM1-41065.dup']);
  expect(await kept(misnamed, beside, good)).toEqual(['a/CATM1-41065.dup']);
  const again = file('b/CATM1-41065.dup', image);
  expect(await kept(good, again, beside)).toEqual(['b/CATM1-41065.dup']);
  expect(await kept(again, beside, good)).toEqual(['b/CATM1-41065.dup']);
});

test('of two equal files it keeps the one with the more informative name', async () => {
  const patch = differentialImage({ size: 20_000, saysVersion: false });
  const named = file('a/upgdiff_39529-to-41065.dup', patch);
  for (const files of [
    [file('a/firmware.dup', patch), named],
    [named, file('b/firmware.dup', patch)],
  ])
    expect(await kept(...files)).toEqual(['a/upgdiff_39529-to-41065.dup']);
});

test('when the names of equal files contradict each other, it believes none', async () => {
  const patch = differentialImage({ size: 20_000, saysVersion: false });
  const { images } = await gatherFirmware(
    ['38638', '41019'].map((base) => file(`a/upgdiff_${base}-to-41065.dup`, patch)),
    () => Promise.resolve(undefined),
    new AbortController().signal,
  );
  expect(images).toHaveLength(1);
  expect(images[0]?.description.findings.map((each) => render(each))).toEqual([
    expect.stringContaining('contradict each other'),
  ]);
});

test('finds a differential image of unknown layout by its proper name only', async () => {
  const { images, failures } = await gatherFirmware(
    [file('a/change.dup', otherLayoutImage()), file('a/upgdiff_39529-to-41065.dup', otherLayoutImage())],
    () => Promise.resolve(undefined),
    new AbortController().signal,
  );
  expect(images.map(({ source }) => source.name)).toEqual(['upgdiff_39529-to-41065.dup']);
  expect(failures).toMatchObject([{ file: 'change.dup', error: { code: 'FILE_NOT_FIRMWARE' } }]);
});

test('archives of nothing but zeros are unpacked no further than the total limit', async () => {
  const zeros = await zip(
    Array.from({ length: 4 }, (_, at) => [`${at}.dup`, Buffer.alloc(16 * MIB)] as const),
  );
  const files = Array.from({ length: 80 }, (_, at) => file(`a/${at}.zip`, zeros));
  const { images, failures } = await gatherFirmware(
    files,
    () => Promise.resolve(undefined),
    new AbortController().signal,
  );
  expect(images).toEqual([]);
  const codes = failures.map(({ error }) => error.code);
  // The limit of 256 MiB allows four such archives; the others are not unpacked.
  expect(codes.filter((code) => code === 'FILE_NOT_FIRMWARE')).toHaveLength(16);
  expect(codes.filter((code) => code === 'ARCHIVE_TOO_LARGE')).toHaveLength(76);
});

test('when the files exceed the total limit, the last ones are reported', async () => {
  const huge = (name: string): FolderFile => ({
    name,
    open: () =>
      Promise.resolve({
        name,
        size: 100 * MIB,
        read: () => Promise.resolve(Buffer.alloc(512)),
        close: () => Promise.resolve(),
      }),
  });
  const { failures } = await gatherFirmware(
    Array.from({ length: 50 }, (_, at) => huge(`${at}.dup`)),
    () => Promise.resolve(undefined),
    new AbortController().signal,
  );
  expect(failures.map(({ error }) => error.code)).toEqual([
    ...Array<string>(5).fill('FILE_NOT_FIRMWARE'),
    ...Array<string>(45).fill('FILE_TOO_LARGE'),
  ]);
});
