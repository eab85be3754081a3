import { expect, test } from 'vitest';
import { bytesSource } from '../../../src/firmware/firmwareSource';
import type { FolderFile } from '../../../src/firmware/firmwareFolder';
import { gatherFirmware } from '../../../src/firmware/gatherFirmware';
import { fullImage, otherLayoutImage, updaterElf } from '../../fixtures/firmware';

const image = fullImage({ size: 20_000 });

function file(path: string, bytes: Uint8Array): FolderFile {
  const [folder = '', name = ''] = path.split('/');
  return { name, open: () => Promise.resolve(bytesSource(name, bytes, folder)) };
}

/** Where the images that are kept lay. */
async function kept(...files: FolderFile[]): Promise<string[]> {
  const { images } = await gatherFirmware(
    files,
    () => Promise.resolve(undefined),
    new AbortController().signal,
  );
  return images.map(({ source }) => `${source.origin ?? ''}/${source.name}`);
}

test('of the same content twice the one stays that is beyond doubt, and then that has an updater beside it', async () => {
  const good = file('a/CATM1-41065.dup', image);
  const misnamed = file('b/NB1-41065.dup', image);
  const beside = file('b/updater.elf', updaterElf({ size: 4000 }));
  expect(await kept(good, misnamed, beside)).toEqual(['a/CATM1-41065.dup']);
  expect(await kept(misnamed, beside, good)).toEqual(['a/CATM1-41065.dup']);
  const again = file('b/CATM1-41065.dup', image);
  expect(await kept(good, again, beside)).toEqual(['b/CATM1-41065.dup']);
  expect(await kept(again, beside, good)).toEqual(['b/CATM1-41065.dup']);
});

test('a differential image of a layout never seen is one of those found, under its own name alone', async () => {
  const { images, troubles } = await gatherFirmware(
    [file('a/change.dup', otherLayoutImage()), file('a/upgdiff_39529-to-41065.dup', otherLayoutImage())],
    () => Promise.resolve(undefined),
    new AbortController().signal,
  );
  expect(images.map(({ source }) => source.name)).toEqual(['upgdiff_39529-to-41065.dup']);
  expect(troubles).toMatchObject([{ file: 'change.dup', error: { code: 'FILE_NOT_FIRMWARE' } }]);
});
