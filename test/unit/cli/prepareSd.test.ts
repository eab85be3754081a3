import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CardService } from '../../../src/upgrade/card/cardService';
import { type CardPlace, UNKNOWN_PLACE } from '../../../src/upgrade/card/cardPlace';
import { cardQuestions, NOTE_NAME, prepareCard } from '../../../src/upgrade/card/prepareCard';
import { fullImage, updaterElf } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';
import { Rig } from '../../scenario/rig';
import { type ProgramRun, runInProcess } from './runInProcess';

const IMAGE = fullImage({ build: '41065', size: 20_000 });
const CARD: CardPlace = { fileSystem: 'fat', removable: true, system: false, locked: null };
const [FIRST, SECOND] = ['CATM1-5.2-48829-1.dup', 'CATM1-5.2-48829-2.dup'];
const half = (size: number): Buffer => fullImage({ build: '39529', size });
let place: CardPlace;
const lookAt = (): Promise<CardPlace> => Promise.resolve(place);
const boardless = (): Promise<never> => Promise.reject(new Error('there is no board'));
const cards: CardService = {
  drives: () => Promise.resolve([]),
  questions: (preparation) => cardQuestions(preparation, lookAt),
  prepare: (preparation, signal) => prepareCard(preparation, signal, lookAt),
  content: boardless,
  format: boardless,
};

let scratch: string;
let card: string;
beforeEach(async () => {
  place = CARD;
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

/** Runs the command with a person at the terminal. */
function prepareAsked(answers: readonly string[], ...names: string[]): Promise<ProgramRun> {
  return runInProcess(['prepare-sd', card, ...names], { service: new Rig().service, cards, answers });
}

async function onCard(): Promise<string[]> {
  return (await readdir(card)).filter((name) => name !== NOTE_NAME).sort();
}

test('copies the files of an archive with its password', async () => {
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

test('copies the intact files of a folder and reports the others', async () => {
  await put('files/CATM1-41065.dup', IMAGE);
  await put('files/broken.dup', IMAGE.subarray(0, 10_000));
  const { status, err } = await prepare(join(scratch, 'files'));
  expect(status).toBe(0);
  expect(err).toContain('broken.dup is incomplete');
  expect(await onCard()).toEqual(['CATM1-41065.dup']);
});

test('refuses a damaged file that was named, and copies nothing', async () => {
  const good = await put('CATM1-41065.dup', IMAGE);
  const broken = await put('broken.dup', IMAGE.subarray(0, 10_000));
  expect(await prepare(good, broken)).toMatchObject({
    status: 2,
    last: { error: { code: 'FILE_TRUNCATED' } },
  });
  expect(await onCard()).toEqual([]);
});

test.each([FIRST, SECOND])('%s is copied with its other half', async (named) => {
  const halves = { [FIRST]: half(20_000), [SECOND]: half(30_000) };
  for (const [name, bytes] of Object.entries(halves)) await put(`pair/${name}`, bytes);
  await put('pair/CATM1-41065.dup', IMAGE);
  expect((await prepare(join(scratch, 'pair', named))).status).toBe(0);
  expect(await onCard()).toEqual([FIRST, SECOND]);
});

test('copies each half once when both are named', async () => {
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

describe('a place that is not a board’s card', () => {
  test('is refused before the first byte when the computer runs from it', async () => {
    place = { ...CARD, system: true };
    const image = await put('CATM1-41065.dup', IMAGE);
    for (const agreed of [[], ['--accept', 'any-folder']])
      expect(await prepare(image, ...agreed)).toMatchObject({
        status: 3,
        last: { error: { code: 'CARD_SYSTEM_DISK' } },
      });
    expect(await onCard()).toEqual([]);
  });

  test.each<[string, CardPlace, RegExp]>([
    ['exFAT', { ...CARD, fileSystem: 'exfat' }, /exFAT, which the board can’t read/],
    ['another file system', { ...CARD, fileSystem: 'other' }, /isn’t a FAT card/],
    ['a built-in drive', { ...CARD, removable: false }, /isn’t a removable drive/],
    ['an unknown place', UNKNOWN_PLACE, /doesn’t report whether/],
  ])('%s: needs a confirmation, and is never called a card', async (_, found, why) => {
    place = found;
    const image = await put('CATM1-41065.dup', IMAGE);
    const unasked = await prepare(image);
    expect(unasked).toMatchObject({ status: 3, last: { error: { code: 'CONFIRMATION_MISSING' } } });
    expect(unasked.err).toMatch(why);
    expect((await prepareAsked(['n'], image)).status).toBe(3);
    expect(await onCard()).toEqual([]);
    const agreed = await prepareAsked(['y'], image);
    expect(agreed.status).toBe(0);
    expect(agreed.out).toMatch(/which may not be an SD card\.\n$/);
    expect(agreed.out).not.toContain('Eject');
  });

  test.each([
    ['switch', /is write-protected\.\nSlide the write-protect switch/],
    ['mount', /is mounted read-only\.\nRemove the card/],
  ] as const)(
    'a card that can’t be written because of its %s is reported with that reason',
    async (locked, why) => {
      place = { ...CARD, locked };
      const { status, err } = await prepare(await put('CATM1-41065.dup', IMAGE));
      expect(status).toBe(2);
      expect(err).toMatch(why);
    },
  );
});

describe('what is on the card already', () => {
  test('another updater is replaced only after a confirmation', async () => {
    await put('card/updater.elf', updaterElf({ size: 6000 }));
    const updater = await put('files/updater.elf', updaterElf({ size: 5000 }));
    const unasked = await prepare(updater);
    expect(unasked).toMatchObject({ status: 3, last: { error: { code: 'CONFIRMATION_MISSING' } } });
    expect(unasked.err).toMatch(/already contains a different updater\.elf of 6000 bytes/);
    expect((await readFile(join(card, 'updater.elf'))).length).toBe(6000);
    expect((await prepare(updater, '--accept', 'replace')).status).toBe(0);
    expect((await readFile(join(card, 'updater.elf'))).length).toBe(5000);
  });

  test.each(['CATM1-41065.dup.upload-part', 'lte-upgrade.txt.upload-part', 'CATM1-41065.dup'])(
    'a link called %s does not redirect the copy off the card',
    async (name) => {
      const mine = await put('mine.txt', Buffer.from('mine'));
      await symlink(mine, join(card, name));
      const ended = await prepare(await put('files/CATM1-41065.dup', IMAGE), '--accept', 'replace');
      expect(ended).toMatchObject({ status: 2, last: { error: { code: 'CARD_NAME_TAKEN' } } });
      expect(ended.err).toMatch(/The card contains a link named .*\. Links aren’t followed/);
      expect(await readFile(mine, 'utf8')).toBe('mine');
    },
  );

  test('a link to the identical file does not count as a copy', async () => {
    const image = await put('files/CATM1-41065.dup', IMAGE);
    await symlink(image, join(card, 'CATM1-41065.dup'));
    expect((await prepare(image)).status).toBe(2);
  });

  test('a folder with the image’s name is reported', async () => {
    await mkdir(join(card, 'CATM1-41065.dup'));
    const { status, err } = await prepare(await put('files/CATM1-41065.dup', IMAGE));
    expect([status, err]).toEqual([
      2,
      expect.stringContaining('The card contains a folder named CATM1-41065.dup'),
    ]);
  });

  test('the remains of an interrupted copy are replaced', async () => {
    await put('card/CATM1-41065.dup.upload-part', Buffer.from('half'));
    expect((await prepare(await put('files/CATM1-41065.dup', IMAGE))).status).toBe(0);
    expect(await onCard()).toEqual(['CATM1-41065.dup']);
  });
});

// Windows does not allow such file names.
test.skipIf(process.platform === 'win32').each(['CON.dup', 'x.dup ', 'a:b.dup'])(
  '%j is refused as a name on a card',
  async (name) => {
    const ended = await prepare(await put(`files/${name}`, IMAGE));
    expect(ended).toMatchObject({ status: 2, last: { error: { code: 'CARD_NAME_UNUSABLE' } } });
    expect(await onCard()).toEqual([]);
  },
);
