import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { checkFirmware } from '../../../../src/firmware/checkFirmware';
import type { FirmwareImage } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/base/byteSource';
import { cardErrors } from '../../../../src/upgrade/card/errors';
import { cardQuestions, NOTE_NAME, prepareCard } from '../../../../src/upgrade/card/prepareCard';
import type { CardPlace } from '../../../../src/upgrade/card/cardPlace';
import { fullImage } from '../../../fixtures/firmware';

const CARD: CardPlace = { fileSystem: 'fat', removable: true, system: false, locked: null };
const lookAt = (): Promise<CardPlace> => Promise.resolve(CARD);
const never = new AbortController().signal;
const NAME = 'CATM1-41065.dup';
const BYTES = fullImage({ size: 300_000 });
let card: string;

beforeEach(async () => {
  card = await mkdtemp(join(tmpdir(), 'card-'));
});
afterEach(() => rm(card, { recursive: true }));

function image(): Promise<FirmwareImage> {
  return checkFirmware(bytesSource(NAME, BYTES));
}

async function prepare(file: FirmwareImage, signal = never): ReturnType<typeof prepareCard> {
  return prepareCard(
    {
      folder: card,
      files: [file],
      confirmed: await cardQuestions({ folder: card, files: [file] }, lookAt),
      onProgress: () => undefined,
    },
    signal,
    lookAt,
  );
}

describe('a card in this computer', () => {
  it('gets the file byte for byte, and a note of what was copied', async () => {
    const { files } = await prepare(await image());
    expect(files).toMatchObject([{ name: NAME, size: BYTES.length, way: 'copied' }]);
    expect((await readFile(join(card, NAME))).equals(BYTES)).toBe(true);
    expect(await readFile(join(card, NOTE_NAME), 'utf8')).toContain(files[0]?.sha256);
    expect((await readdir(card)).sort()).toEqual([NAME, NOTE_NAME].sort());
  });

  it('is not written to when the identical file is already there', async () => {
    await prepare(await image());
    const progress: number[] = [];
    const again = await prepareCard(
      {
        folder: card,
        files: [await image()],
        confirmed: [],
        onProgress: (_, bytes) => progress.push(bytes),
      },
      never,
      lookAt,
    );
    expect(again.files[0]?.way).toBe('present');
    expect(progress).toEqual([]);
  });

  it('keeps every other file unchanged', async () => {
    await writeFile(join(card, 'holiday.jpg'), 'mine');
    await prepare(await image());
    expect(await readFile(join(card, 'holiday.jpg'), 'utf8')).toBe('mine');
  });

  it.each([
    ['a file', (path: string) => writeFile(path, 'Things to do on Sunday')],
    ['a folder', (path: string) => mkdir(path)],
  ])('keeps %s with the name of the note, and says so', async (_, make) => {
    await make(join(card, NOTE_NAME));
    const { files, findings } = await prepare(await image());
    expect(files).toMatchObject([{ way: 'copied' }]);
    expect(findings.map((doubt) => render(doubt))).toContainEqual(expect.stringContaining(NOTE_NAME));
    if ((await stat(join(card, NOTE_NAME))).isFile())
      expect(await readFile(join(card, NOTE_NAME), 'utf8')).toBe('Things to do on Sunday');
  });

  it('gets a new note that replaces the old one', async () => {
    await prepare(await image());
    const other = { ...(await image()), source: bytesSource('CATM1-2.dup', BYTES) };
    const { findings } = await prepare(other);
    expect(findings.map((doubt) => render(doubt)).join()).not.toContain(NOTE_NAME);
    expect(await readFile(join(card, NOTE_NAME), 'utf8')).toContain('CATM1-2.dup');
  });

  it('gets our own error message when the note can’t be written', async () => {
    await mkdir(join(card, `${NOTE_NAME}.upload-part`));
    await expect(prepare(await image())).rejects.toMatchObject({ code: 'CARD_NAME_TAKEN' });
  });

  it('replaces an older file of the same name only once the new one is complete', async () => {
    await writeFile(join(card, NAME), 'old');
    const cancel = new AbortController();
    const file = await image();
    const confirmed = await cardQuestions({ folder: card, files: [file] }, lookAt);
    const preparation = { folder: card, files: [file], confirmed, onProgress: () => cancel.abort() };
    await expect(prepareCard(preparation, cancel.signal, lookAt)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(await readdir(card)).toEqual([NAME]);
    expect(await readFile(join(card, NAME), 'utf8')).toBe('old');
  });

  it('that does not exist is reported as missing', async () => {
    const preparation = {
      folder: join(card, 'nowhere'),
      files: [await image()],
      confirmed: [],
      onProgress: () => undefined,
    };
    await expect(prepareCard(preparation, never, lookAt)).rejects.toMatchObject({
      code: 'CARD_FOLDER_MISSING',
    });
  });

  it('that is too small is refused before anything is written', async () => {
    const file = await image();
    const huge = { ...file, source: { ...file.source, size: Number.MAX_SAFE_INTEGER } };
    await expect(prepare(huge)).rejects.toMatchObject({ code: 'CARD_FULL' });
    expect(await readdir(card)).toEqual([]);
  });

  it('that returns different bytes is reported as bad', async () => {
    const file = await image();
    const lying = { ...file, description: { ...file.description, sha256: '0'.repeat(64) } };
    await expect(prepare(lying)).rejects.toMatchObject({ code: 'CARD_DAMAGED' });
    expect(await readdir(card)).toEqual([]);
  });

  it.each([
    ['ENOSPC', 'CARD_FULL'],
    ['EROFS', 'CARD_NOT_WRITABLE'],
    ['EACCES', 'CARD_NOT_WRITABLE'],
  ])('reports %s as %s', (system, code) => {
    const error = Object.assign(new Error(system), { code: system });
    expect(cardErrors.from(error, card, 10)).toMatchObject({ code });
  });
});
