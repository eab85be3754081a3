import { expect, test } from 'vitest';
import { type FirmwareFolder, type FolderEntry, searchFolder } from '../../../src/firmware/firmwareFolder';

function file(name: string): FolderEntry {
  return { kind: 'file', file: { name, open: () => Promise.reject(new Error('not to be opened')) } };
}

function folder(name: string, ...entries: FolderEntry[]): FirmwareFolder {
  return { name, list: () => Promise.resolve(entries) };
}

test('a search through a whole disk is given up', async () => {
  const many = Array.from({ length: 5001 }, (_, number) => file(`${number}.txt`));
  await expect(searchFolder(folder('disk', ...many))).rejects.toMatchObject({ code: 'FOLDER_TOO_LARGE' });
});

test('a search through a folder that contains itself ends', async () => {
  const circle: FirmwareFolder = {
    name: 'circle',
    list: () => Promise.resolve([file('CATM1-41065.DUP'), { kind: 'folder', folder: circle }]),
  };
  expect((await searchFolder(circle)).map(({ name }) => name)).toContain('CATM1-41065.DUP');
});

test('a folder with other files only is reported to contain no firmware', async () => {
  const elsewhere: FolderEntry = { kind: 'folder', folder: folder('node_modules', file('CATM1-41065.dup')) };
  await expect(searchFolder(folder('photos', file('holiday.jpg'), elsewhere))).rejects.toMatchObject({
    code: 'FOLDER_EMPTY',
    message: 'photos contains no firmware: there’s no .dup, .elf or .zip file in it.',
  });
});

function inner(name: string, ...entries: FolderEntry[]): FolderEntry {
  return { kind: 'folder', folder: folder(name, ...entries) };
}

async function found(...entries: FolderEntry[]): Promise<string[]> {
  return (await searchFolder(folder('downloads', ...entries))).map(({ name }) => name);
}

test('files of a folder come before those of its subfolders, sorted by name', async () => {
  expect(
    await found(
      inner('NB1', file('updater.elf'), file('NB1-41019.dup')),
      file('b.zip'),
      inner('CATM1', file('CATM1-41065.dup')),
      file('a.zip'),
      file('a.zip.part'),
    ),
  ).toEqual(['a.zip', 'b.zip', 'CATM1-41065.dup', 'NB1-41019.dup', 'updater.elf']);
});

test('searches four levels of folders', async () => {
  const nested = (depth: number, entry: FolderEntry): FolderEntry =>
    depth === 0 ? entry : inner('deeper', nested(depth - 1, entry));
  expect(await found(file('a.dup'), nested(3, file('b.dup')), nested(4, file('c.dup')))).toEqual([
    'a.dup',
    'b.dup',
  ]);
});

test.each(['.git', '__MACOSX', 'node_modules'])('ignores %s, which isn’t the user’s folder', async (name) => {
  expect(await found(file('a.dup'), inner(name, file('b.dup')))).toEqual(['a.dup']);
});

test.each(['my.archives', 'node_modules_of_mine', 'not__MACOSX'])('searches %s', async (name) => {
  expect(await found(file('a.dup'), inner(name, file('b.dup')))).toEqual(['a.dup', 'b.dup']);
});

test('five thousand entries are not too many', async () => {
  const many = Array.from({ length: 4999 }, (_, number) => file(`${number}.txt`));
  expect(await found(file('a.dup'), ...many)).toEqual(['a.dup']);
});

test('ignores the files that macOS adds', async () => {
  expect(await found(file('CATM1-41065.dup'), file('._CATM1-41065.dup'), file('.DS_Store'))).toEqual([
    'CATM1-41065.dup',
  ]);
});

test.each(['CATM1-41065.dup.tgz', 'CATM1-41065.7z', 'files.zip.001'])(
  'recommends to unpack the archive in a folder that only has %s',
  async (name) => {
    await expect(searchFolder(folder('downloads', file(name)))).rejects.toMatchObject({
      code: 'FOLDER_EMPTY',
      message: `downloads contains no .dup, .elf or .zip file, only ${name}, which is packed.`,
    });
    expect(await found(file(name), file('a.dup'))).toEqual(['a.dup']);
  },
);

test('the limit for firmware files, which are all opened, is lower', async () => {
  const many = Array.from({ length: 5000 }, (_, number) => file(`${number}.dup`));
  await expect(searchFolder(folder('disk', ...many))).rejects.toMatchObject({ code: 'FOLDER_TOO_LARGE' });
});
