import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CardService } from '../../../src/upgrade/card/cardService';
import { NOTE_NAME, prepareCard } from '../../../src/upgrade/card/prepareCard';
import { fullImage, updaterElf } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';
import { Rig } from '../../scenario/rig';
import { type ProgramRun, runInProcess } from './runInProcess';

const IMAGE = fullImage({ build: '41065', size: 20_000 });
const [FIRST, SECOND] = ['CATM1-5.2-48829-1.dup', 'CATM1-5.2-48829-2.dup'];
const half = (size: number): Buffer => fullImage({ version: '5.2.1.0', build: '48829', size });
const boardless = (): Promise<never> => Promise.reject(new Error('there is no board'));
const cards: CardService = {
  drives: () => Promise.resolve([]),
  prepare: prepareCard,
  content: boardless,
  format: boardless,
};

let scratch: string;
let card: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'prepare-'));
  card = join(scratch, 'card');
  await mkdir(card);
});
afterEach(() => rm(scratch, { recursive: true }));

async function put(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(join(scratch, path)), { recursive: true });
  await writeFile(join(scratch, path), bytes);
  return join(scratch, path);
}

function prepare(...names: string[]): Promise<ProgramRun> {
  return runInProcess(['prepare-sd', card, ...names, '--json'], { service: new Rig().service, cards });
}

async function onCard(): Promise<string[]> {
  return (await readdir(card)).filter((name) => name !== NOTE_NAME).sort();
}

test('an archive: what is in it, with its password', async () => {
  const packed = [
    ['CATM1/CATM1-41065.dup', IMAGE],
    ['CATM1/updater.elf', updaterElf({ size: 5000 })],
  ] as const;
  const archive = await put('files.zip', await zip(packed, { password: 'MembersOnly!' }));
  expect(await prepare(archive)).toMatchObject({
    status: 2,
    last: { error: { code: 'ARCHIVE_PASSWORD_MISSING' } },
  });
  expect(await prepare(archive, '--password', 'MembersOnly!')).toMatchObject({
    status: 0,
    last: { type: 'card', files: [{ name: 'CATM1-41065.dup' }, { name: 'updater.elf' }] },
  });
  expect(await onCard()).toEqual(['CATM1-41065.dup', 'updater.elf']);
});

test('a folder: what is whole in it, and what is not is told', async () => {
  await put('files/CATM1-41065.dup', IMAGE);
  await put('files/broken.dup', IMAGE.subarray(0, 10_000));
  const { status, err } = await prepare(join(scratch, 'files'));
  expect(status).toBe(0);
  expect(err).toContain('broken.dup is cut off');
  expect(await onCard()).toEqual(['CATM1-41065.dup']);
});

test('a file that is named and broken is refused, and nothing is copied', async () => {
  const good = await put('CATM1-41065.dup', IMAGE);
  const broken = await put('broken.dup', IMAGE.subarray(0, 10_000));
  expect(await prepare(good, broken)).toMatchObject({
    status: 2,
    last: { error: { code: 'FILE_TRUNCATED' } },
  });
  expect(await onCard()).toEqual([]);
});

test.each([FIRST, SECOND])('%s brings its other half', async (named) => {
  const halves = { [FIRST]: half(20_000), [SECOND]: half(30_000) };
  for (const [name, bytes] of Object.entries(halves)) await put(`pair/${name}`, bytes);
  await put('pair/CATM1-41065.dup', IMAGE);
  expect((await prepare(join(scratch, 'pair', named))).status).toBe(0);
  expect(await onCard()).toEqual([FIRST, SECOND]);
});

test('both halves are copied once each', async () => {
  const names = [await put(`pair/${FIRST}`, half(20_000)), await put(`pair/${SECOND}`, half(30_000))];
  const { status, last } = await prepare(...names);
  expect(status).toBe(0);
  expect(last?.['files']).toHaveLength(2);
});

test('two different updaters are not put on one card', async () => {
  await put('files/CATM1/updater.elf', updaterElf({ size: 5000 }));
  await put('files/CATM1/CATM1-41065.dup', IMAGE);
  await put('files/NB1/UPDATER.ELF', updaterElf({ size: 6000 }));
  expect(await prepare(join(scratch, 'files'))).toMatchObject({
    status: 2,
    last: { error: { code: 'CARD_NAMES_CLASH' } },
  });
  expect(await onCard()).toEqual([]);
});
