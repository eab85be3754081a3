import type * as realFiles from 'node:fs/promises';
import {
  type FileHandle,
  link,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  unlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { folderStorage } from '../../../../src/upgrade/journal/folderStorage';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof realFiles>();
  return {
    ...real,
    link: vi.fn(real.link),
    open: vi.fn(real.open),
    rename: vi.fn(real.rename),
    unlink: vi.fn(real.unlink),
  };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
});
afterEach(async () => {
  vi.mocked(link).mockReset();
  vi.mocked(open).mockReset();
  vi.mocked(rename).mockReset();
  vi.mocked(unlink).mockReset();
  await rm(folder, { recursive: true });
});

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test('one of many processes creates the record, even on a file system without links', async () => {
  vi.mocked(link).mockRejectedValue(systemError('EPERM'));
  const storage = folderStorage(folder);
  const texts = ['a', 'b', 'c', 'd'];
  const made = await Promise.all(texts.map((text) => storage.create('lock', text)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(texts[made.indexOf(true)]);
  expect(await readdir(folder)).toEqual(['lock']);
});

test('a full disk is an error, keeps the old record and leaves nothing behind', async () => {
  const storage = folderStorage(folder);
  await storage.write('one', 'text');
  const { open: realOpen } = await vi.importActual<typeof realFiles>('node:fs/promises');
  vi.mocked(open).mockImplementation(async (...args): Promise<FileHandle> => {
    const file = await realOpen(...args);
    file.sync = () => Promise.reject(systemError('ENOSPC'));
    return file;
  });
  await expect(storage.write('one', 'another')).rejects.toMatchObject({ code: 'ENOSPC' });
  await expect(storage.create('two', 'text')).rejects.toMatchObject({ code: 'ENOSPC' });
  vi.mocked(open).mockReset();
  expect(await storage.read('one')).toBe('text');
  expect(await readdir(folder)).toEqual(['one']);
});

/** A clock that records waits and does not wait. */
function countingClock(): { readonly slept: number[]; sleep(ms: number): Promise<void> } {
  const slept: number[] = [];
  return {
    slept,
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
}

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'a record that another program holds open (%s) is replaced once it is released',
  async (code) => {
    const clock = countingClock();
    const storage = folderStorage(folder, { platform: 'win32', clock });
    await storage.write('one', 'text');
    vi.mocked(rename).mockRejectedValueOnce(systemError(code)).mockRejectedValueOnce(systemError(code));
    await storage.write('one', 'another');
    expect(await storage.read('one')).toBe('another');
    vi.mocked(unlink).mockRejectedValueOnce(systemError(code));
    await storage.remove('one');
    expect(await readdir(folder)).toEqual([]);
    expect(clock.slept).toHaveLength(3);
  },
);

test('a record that is held open for longer is an error after less than two seconds, and keeps its content', async () => {
  const clock = countingClock();
  const storage = folderStorage(folder, { platform: 'win32', clock });
  await storage.write('one', 'text');
  vi.mocked(rename).mockRejectedValue(systemError('EPERM'));
  await expect(storage.write('one', 'another')).rejects.toMatchObject({ code: 'EPERM' });
  expect(await storage.read('one')).toBe('text');
  expect(await readdir(folder)).toEqual(['one']);
  expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(2000);
});

test('a permanent error is reported without a wait', async () => {
  const clock = countingClock();
  const storage = folderStorage(folder, { clock });
  vi.mocked(rename).mockRejectedValue(systemError('ENOSPC'));
  await expect(storage.write('one', 'text')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(clock.slept).toEqual([]);
});

test.each([
  ['linux', true],
  ['darwin', true],
  ['win32', false],
] as const)('on %s the folder is flushed: %s', async (platform, flushed) => {
  await folderStorage(folder, { platform }).write('one', 'text');
  const opened = vi.mocked(open).mock.calls.map(([path]) => path);
  expect(opened.includes(folder)).toBe(flushed);
});

/** The folder itself cannot be flushed; files can. */
async function foldersFailWith(code: string): Promise<void> {
  const { open: realOpen } = await vi.importActual<typeof realFiles>('node:fs/promises');
  vi.mocked(open).mockImplementation(async (...args): Promise<FileHandle> => {
    const file = await realOpen(...args);
    if (args[0] === folder) file.sync = () => Promise.reject(systemError(code));
    return file;
  });
}

test.runIf(process.platform !== 'win32').each(['EINVAL', 'ENOTSUP', 'EPERM'])(
  'a folder that can’t be flushed at all (%s) is accepted',
  async (code) => {
    await foldersFailWith(code);
    const storage = folderStorage(folder);
    await storage.write('one', 'text');
    expect(await storage.create('lock', 'mine')).toBe(true);
    expect(await storage.create('lock', 'other')).toBe(false);
    expect((await readdir(folder)).sort()).toEqual(['lock', 'one']);
  },
);

test.runIf(process.platform !== 'win32')(
  'a lock that could not be flushed is removed, because it would block every process',
  async () => {
    await foldersFailWith('EIO');
    const storage = folderStorage(folder);
    await expect(storage.create('lock', 'mine')).rejects.toMatchObject({ code: 'EIO' });
    expect(await readdir(folder)).toEqual([]);
    vi.mocked(open).mockReset();
    expect(await storage.create('lock', 'other')).toBe(true);
  },
);
