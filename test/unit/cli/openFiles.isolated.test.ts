import type * as realFiles from 'node:fs/promises';
import { type FileHandle, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openFileSource } from '../../../src/firmware/fileSource';
import { fullImage, updaterElf } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';
import { Rig } from '../../scenario/rig';
import { runInProcess } from './runInProcess';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof realFiles>();
  return { ...real, open: vi.fn(real.open) };
});

const IMAGE = fullImage({ build: '41065', size: 20_000 });
const HALF = fullImage({ build: '39529', size: 20_000 });
const FIRST = 'CATM1-5.2-48829-1.dup';

let scratch: string;
let opened: FileHandle[];
/** Called with each file after it was opened. */
let meddle: (file: FileHandle) => void;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'files-'));
  opened = [];
  meddle = () => undefined;
  const { open: realOpen } = await vi.importActual<typeof realFiles>('node:fs/promises');
  vi.mocked(open).mockImplementation(async (...args): Promise<FileHandle> => {
    const file = await realOpen(...args);
    opened.push(file);
    meddle(file);
    return file;
  });
  await mkdir(join(scratch, 'some'));
  await put('some/CATM1-41065.dup', IMAGE);
  await put('some/updater.elf', updaterElf({ size: 5000 }));
  await put('other/updater.elf', updaterElf({ size: 6000 }));
  await put('bad/CATM1-41065.dup', IMAGE.subarray(0, 10_000));
  await put(`pair/${FIRST}`, HALF);
  await put('closed/files.zip', await zip([['CATM1-41065.dup', IMAGE]], { password: 'x' }));
});
afterEach(async () => {
  vi.mocked(open).mockReset();
  await rm(scratch, { recursive: true });
});

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(join(scratch, path, '..'), { recursive: true });
  await writeFile(join(scratch, path), bytes);
}

function leftOpen(): number {
  return opened.filter(({ fd }) => fd >= 0).length;
}

const GOOD = 'some/CATM1-41065.dup';
test.each([
  ['is damaged', 2, ['bad/CATM1-41065.dup']],
  ['is the second and damaged', 2, [GOOD, 'bad/CATM1-41065.dup']],
  ['is no image', 2, ['some/updater.elf']],
  ['does not belong to the other', 3, [`pair/${FIRST}`, GOOD]],
  ['is no updater', 2, [GOOD, '--updater', 'pair/CATM1-5.2-48829-1.dup']],
  ['is no updater for a folder', 2, ['some', '--updater', GOOD]],
  ['is an updater that takes the place of another', 0, ['some', '--updater', 'other/updater.elf']],
  ['is an archive that stays closed beside an image', 0, ['closed', 'some']],
] as const)('a file that %s is closed', async (_, status, files) => {
  const rig = new Rig({ build: '39529' });
  const paths = files.map((name) => (name.startsWith('--') ? name : join(scratch, name)));
  const argv = ['plan', '--port', rig.wire.path, '--method', 'uart', ...paths];
  expect((await runInProcess(argv, { service: rig.service })).status).toBe(status);
  expect(opened.length).toBeGreaterThan(0);
  expect(leftOpen()).toBe(0);
});

test('a cancel while it reads a folder leaves no file open', async () => {
  const rig = new Rig();
  const passwords: readonly string[] = [];
  await put('both/CATM1-41065.dup', IMAGE);
  await put('both/files.zip', await zip([['CATM1-41065.dup', IMAGE]], { password: 'x' }));
  meddle = () => {
    if (opened.length === 2) rig.cancel.abort();
  };
  const argv = ['check', join(scratch, 'both')];
  const { status } = await runInProcess(argv, {
    service: rig.service,
    signal: rig.cancel.signal,
    passwords,
  });
  expect(status).toBe(130);
  expect(opened).toHaveLength(2);
  expect(leftOpen()).toBe(0);
});

test('files for a card are closed when the search for the other half fails', async () => {
  meddle = (file) => {
    if (opened.length > 1) vi.spyOn(file, 'stat').mockRejectedValue(new Error('no'));
  };
  const argv = ['prepare-sd', join(scratch, 'none'), join(scratch, 'pair', FIRST)];
  const { status, err } = await runInProcess(argv, {
    service: new Rig().service,
    cards: {
      drives: () => Promise.resolve([]),
      questions: () => Promise.resolve([]),
      prepare: () => Promise.reject(new Error('not asked')),
      content: () => Promise.reject(new Error('not asked')),
      format: () => Promise.reject(new Error('not asked')),
    },
  });
  expect({ status, err }).not.toEqual({ status: 0, err: '' });
  expect(leftOpen()).toBe(0);
});

test('a file whose size can’t be read is reported as unreadable, and closed', async () => {
  meddle = (file) => {
    vi.spyOn(file, 'stat').mockRejectedValue(new Error('EIO'));
  };
  await expect(openFileSource(join(scratch, GOOD))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  expect(leftOpen()).toBe(0);
});
