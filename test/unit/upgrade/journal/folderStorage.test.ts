import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderStorage } from '../../../../src/upgrade/journal/folderStorage';
import { memoryStorage } from '../../../../src/upgrade/journal/recordStorage';

const windows = process.platform === 'win32';
let above: string;
let folder: string;

beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'records-'));
  folder = join(above, 'made', 'when-needed');
});
afterEach(() => rm(above, { recursive: true, force: true }));

describe.each([
  ['a folder', () => folderStorage(folder)],
  ['memory', () => memoryStorage()],
])('%s', (_kind, make) => {
  test('is empty at first', async () => {
    const storage = make();
    expect(await storage.list()).toEqual([]);
    expect(await storage.read('one')).toBeUndefined();
    await storage.remove('one');
  });

  test('saves, replaces and removes texts', async () => {
    const storage = make();
    await storage.write('one', 'äöü\n');
    await storage.write('one', 'second');
    await storage.write('two', '');
    expect(await storage.read('one')).toBe('second');
    expect((await storage.list()).sort()).toEqual(['one', 'two']);
    await storage.remove('one');
    expect(await storage.list()).toEqual(['two']);
  });

  test('creates only missing records, even when many try at the same time', async () => {
    const storage = make();
    const texts = ['a', 'b', 'c', 'd', 'e', 'f'];
    const made = await Promise.all(texts.map((text) => storage.create('lock', text)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await storage.read('lock')).toBe(texts[made.indexOf(true)]);
  });
});

test('a folder contains its records and nothing else', async () => {
  const storage = folderStorage(folder);
  await storage.write('one', 'text');
  await storage.create('one', 'another');
  expect(await readdir(folder)).toEqual(['one']);
});

// On Windows, other users can’t read a user’s folders and their content.
test.skipIf(windows)('other users can’t read the folder', async () => {
  await folderStorage(folder).write('one', 'text');
  expect((await stat(join(folder, 'one'))).mode & 0o077).toBe(0);
  expect((await stat(folder)).mode & 0o077).toBe(0);
});

test('a record that a crash left incomplete is not listed', async () => {
  const storage = folderStorage(folder);
  await storage.write('one', 'text');
  await writeFile(join(folder, 'one.1234.tmp'), 'ha');
  await writeFile(join(folder, 'Some Thing'), 'foreign');
  expect(await storage.list()).toEqual(['one']);
});

test.each(['../one', 'a/b', '.hidden', '', 'one\0'])('%j is rejected as a name', async (name) => {
  await expect(folderStorage(folder).read(name)).rejects.toThrow('no name');
  await expect(folderStorage(folder).write(name, '')).rejects.toThrow('no name');
});

test('a huge record is not read into memory', async () => {
  const storage = folderStorage(folder);
  await storage.write('large', 'x');
  // A sparse file on most file systems; NTFS fills it.
  await truncate(join(folder, 'large'), 2 ** 24);
  expect(await storage.read('large')).toBe('');
});

// Windows reports a path below a file as missing.
test.skipIf(windows)('a failed read is an error, not an empty result', async () => {
  await writeFile(join(above, 'file'), '');
  const inFile = folderStorage(join(above, 'file'));
  await expect(inFile.read('one')).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(inFile.list()).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(inFile.remove('one')).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test('a failed write leaves no temporary file behind', async () => {
  const storage = folderStorage(folder);
  await storage.write('other', 'text');
  await mkdir(join(folder, 'one'));
  await expect(storage.write('one', 'text')).rejects.toThrow();
  expect(await storage.create('one', 'text')).toBe(false);
  expect((await readdir(folder)).sort()).toEqual(['one', 'other']);
});

test('a folder that can’t be created is an error', async () => {
  await writeFile(join(above, 'file'), '');
  const storage = folderStorage(join(above, 'file', 'below'));
  await expect(storage.write('one', 'text')).rejects.toThrow();
  await expect(storage.create('one', 'text')).rejects.toThrow();
});
