import { expect, test } from 'vitest';
import { type FirmwareFolder, type FolderEntry, searchFolder } from '../../../src/firmware/firmwareFolder';

function file(name: string): FolderEntry {
  return { kind: 'file', file: { name, open: () => Promise.reject(new Error('not to be opened')) } };
}

function folder(name: string, ...entries: FolderEntry[]): FirmwareFolder {
  return { name, list: () => Promise.resolve(entries) };
}

test('a whole disk chosen by mistake is given up', async () => {
  const many = Array.from({ length: 5001 }, (_, number) => file(`${number}.txt`));
  await expect(searchFolder(folder('disk', ...many))).rejects.toMatchObject({ code: 'FOLDER_TOO_LARGE' });
});

test('a folder that holds itself comes to an end', async () => {
  const circle: FirmwareFolder = {
    name: 'circle',
    list: () => Promise.resolve([file('CATM1-41065.DUP'), { kind: 'folder', folder: circle }]),
  };
  expect((await searchFolder(circle)).map(({ name }) => name)).toContain('CATM1-41065.DUP');
});

test('a folder with other files alone is told to hold no firmware', async () => {
  const elsewhere: FolderEntry = { kind: 'folder', folder: folder('node_modules', file('CATM1-41065.dup')) };
  await expect(searchFolder(folder('photos', file('holiday.jpg'), elsewhere))).rejects.toMatchObject({
    code: 'FOLDER_EMPTY',
    message: 'photos holds no firmware: no .dup, .elf or .zip file is in it.',
  });
});
