import type { Stats } from 'node:fs';
import { type FileHandle, lstat, open, realpath, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { throwIfCancelled } from '../../base/cancellation';
import { type Phrase, phrase, render } from '../../base/phrase';
import { codeOf } from '../../base/thrown';
import { PARTIAL_SUFFIX } from '../../board/transfer/boardFiles';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { isPortableName } from '../../firmware/portableName';
import { type CardPlace, isCard } from './cardPlace';
import { cardErrors, type NameTakenBy } from './errors';
import { type CardQuestion, isConfirmed, placeQuestion, replaceQuestion } from './questions';
import { readBack } from './readBack';
import { systemPlace } from './systemPlace';

/** Read and written in pieces of this size. */
const PIECE_BYTES = 1 << 16;
/** Lies beside the files and says what they are. */
export const NOTE_NAME = 'lte-upgrade.txt';
/** By which a note is known as ours. */
const NOTE_HEADING = render(
  phrase(
    'Prepared for upgrading the LTE modem of a Pycom board. Insert the card into the board and continue there.',
  ),
);
export interface CardPreparation {
  /** Folder the card is mounted at. */
  readonly folder: string;
  readonly files: readonly FirmwareImage[];
  /** What a person agreed to, of what `cardQuestions` asks. */
  readonly confirmed: readonly CardQuestion[];
  readonly onProgress: (file: string, bytes: number, total: number) => void;
}

export interface PreparedCard {
  /** False for a folder that was agreed to although it is not known to be a card. */
  readonly card: boolean;
  readonly files: readonly {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
    /** `present`: the identical file was there already. */
    readonly way: 'copied' | 'present';
  }[];
  /** What should be known before the card goes into the board. */
  readonly findings: readonly Phrase[];
}

/** What a computer says of a folder; a test says it in its place. */
export type LookAtPlace = (folder: string) => Promise<CardPlace>;

interface Survey {
  readonly folder: string;
  readonly files: readonly FirmwareImage[];
  /** Those that must be copied. */
  readonly missing: readonly FirmwareImage[];
  readonly card: boolean;
  readonly questions: readonly CardQuestion[];
}

/**
 * What must be agreed to before anything is copied: a place that is not known to be a card, and files that would be replaced.
 * Nothing is written.
 * @throws as `prepareCard`
 */
export async function cardQuestions(
  { folder, files }: Pick<CardPreparation, 'folder' | 'files'>,
  lookAt: LookAtPlace = systemPlace,
): Promise<readonly CardQuestion[]> {
  return (await survey(folder, files, lookAt)).questions;
}

/**
 * Copies firmware to a card in this computer: first all that can be known without writing, then each file under another name,
 * flushed to the medium, read back and compared (`readBack` says what that proves), and only then named. Nothing is touched that
 * was neither named by the user nor written by us, no link is followed, and nothing is ever formatted.
 * @throws CARD_FOLDER_MISSING, CARD_SYSTEM_DISK, CARD_NAMES_CLASH, CARD_NAME_UNUSABLE, CARD_NAME_TAKEN, CARD_FULL, CARD_NOT_WRITABLE, CARD_DAMAGED,
 *   CONFIRMATION_MISSING, CANCELLED
 */
export async function prepareCard(
  preparation: CardPreparation,
  signal: AbortSignal,
  lookAt: LookAtPlace = systemPlace,
): Promise<PreparedCard> {
  const { confirmed, onProgress } = preparation;
  const surveyed = await survey(preparation.folder, preparation.files, lookAt);
  for (const question of surveyed.questions)
    if (!isConfirmed(question, confirmed)) throw cardErrors.notConfirmed(question);
  const { folder, files } = surveyed;
  try {
    return await fill(surveyed, onProgress, signal);
  } catch (error) {
    throw cardErrors.from(error, folder, bytesOf(files));
  }
}

/** All that can be known before the first byte is written. */
async function survey(
  given: string,
  doubled: readonly FirmwareImage[],
  lookAt: LookAtPlace,
): Promise<Survey> {
  const files = dedupeByName(doubled);
  // What a link leads to is what is looked at and written to, so that nobody can exchange it in between.
  const folder = await realpath(given).catch(() => undefined);
  if (folder === undefined || !(await stat(folder)).isDirectory()) throw cardErrors.folderMissing(given);
  const place = await lookAt(folder);
  if (place.system) throw cardErrors.systemDisk(given);
  if (place.locked !== null) throw cardErrors.locked(given, place.locked);
  try {
    const { bavail, bsize } = await statfs(folder);
    const card = isCard(place);
    const questions = card ? [] : [placeQuestion(given, place)];
    const missing = [];
    for (const file of files) {
      if (!isPortableName(file.source.name)) throw cardErrors.nameUnusable(file.source.name);
      const path = join(folder, file.source.name);
      const there = await lstat(path).catch(ifMissing);
      if (there && !there.isFile()) throw cardErrors.nameTaken(file.source.name, kindOf(there));
      if ((await readBack(path)) === file.description.sha256) continue;
      missing.push(file);
      if (there) questions.push(replaceQuestion(file.source.name, there.size));
    }
    const needed = bytesOf(missing);
    if (needed > bavail * bsize) throw cardErrors.full(given, needed, bavail * bsize);
    return { folder, files, missing, card, questions };
  } catch (error) {
    throw cardErrors.from(error, given, bytesOf(files));
  }
}

function bytesOf(files: readonly FirmwareImage[]): number {
  return files.reduce((sum, { source }) => sum + source.size, 0);
}

function ifMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function kindOf(found: Stats): NameTakenBy {
  return found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'other';
}

async function fill(
  { folder, files, missing, card }: Survey,
  onProgress: CardPreparation['onProgress'],
  signal: AbortSignal,
): Promise<PreparedCard> {
  const prepared: PreparedCard['files'][number][] = [];
  for (const file of files) {
    throwIfCancelled(signal);
    const way = missing.includes(file) ? 'copied' : 'present';
    if (way === 'copied') await copy(folder, file, onProgress, signal);
    prepared.push({ name: file.source.name, size: file.source.size, sha256: file.description.sha256, way });
  }
  const noted = await writeNote(join(folder, NOTE_NAME), prepared);
  return { card, files: prepared, findings: noted ? [] : [foreignNote()] };
}

async function copy(
  folder: string,
  { source, description }: FirmwareImage,
  onProgress: CardPreparation['onProgress'],
  signal: AbortSignal,
): Promise<void> {
  await putWhole(
    join(folder, source.name),
    async (out) => {
      for (let offset = 0; offset < source.size; offset += PIECE_BYTES) {
        throwIfCancelled(signal);
        await writeAll(out, await source.read(offset, PIECE_BYTES));
        onProgress(source.name, Math.min(offset + PIECE_BYTES, source.size), source.size);
      }
    },
    async (partial) => {
      if ((await readBack(partial)) !== description.sha256) throw cardErrors.damaged(source.name, folder);
    },
  );
}

/** Writes a file under another name, and names it when it is on the card and was found to be right. */
async function putWhole(
  path: string,
  write: (out: FileHandle) => Promise<void>,
  check: (partial: string) => Promise<void>,
): Promise<void> {
  const partial = path + PARTIAL_SUFFIX;
  const out = await createNew(partial);
  try {
    try {
      await write(out);
      // Not in this computer's memory but on the card, before it is read back and taken out.
      await out.sync();
    } finally {
      await out.close();
    }
    await check(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeAll(out: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await out.write(bytes, written, bytes.length - written)).bytesWritten;
  }
}

/**
 * Makes a file that was not there: whatever else has its name, a link to another file above all, is not written through. What an
 * earlier attempt of ours left behind is removed.
 * @throws CARD_NAME_TAKEN
 */
async function createNew(path: string): Promise<FileHandle> {
  const left = await lstat(path).catch(ifMissing);
  if (left && !left.isFile()) throw cardErrors.nameTaken(basename(path), kindOf(left));
  if (left) await unlink(path);
  return open(path, 'wx');
}

/** @returns false where a file of that name is not ours to replace */
async function writeNote(path: string, files: PreparedCard['files']): Promise<boolean> {
  if (!(await isOursOrFree(path))) return false;
  const lines = files.map(({ name, size, sha256 }) => `${sha256}  ${name}  ${size} bytes`);
  const text = new TextEncoder().encode([NOTE_HEADING, ...lines, ''].join('\n'));
  await putWhole(
    path,
    (out) => writeAll(out, text),
    () => Promise.resolve(),
  );
  return true;
}

async function isOursOrFree(path: string): Promise<boolean> {
  const about = await lstat(path).catch(ifMissing);
  if (!about) return true;
  if (!about.isFile()) return false;
  const file = await open(path, 'r');
  try {
    const beginning = new Uint8Array(NOTE_HEADING.length);
    const { bytesRead } = await file.read(beginning, 0, beginning.length, 0);
    return new TextDecoder().decode(beginning.subarray(0, bytesRead)) === NOTE_HEADING;
  } finally {
    await file.close();
  }
}

function foreignNote(): Phrase {
  return phrase(
    'A file {name} was there already, which this extension didn’t create. It was kept, and the usual note wasn’t written.',
    {
      name: NOTE_NAME,
    },
  );
}

/**
 * The files without their doubles: a card holds one of a name, and its file system knows no upper case from lower case.
 * @throws CARD_NAMES_CLASH where two of a name differ, as the updaters of two folders do
 */
function dedupeByName(files: readonly FirmwareImage[]): FirmwareImage[] {
  const taken = new Map<string, FirmwareImage>();
  for (const file of files) {
    const name = file.source.name.toLowerCase();
    const other = taken.get(name);
    if (other && other.description.sha256 !== file.description.sha256)
      throw cardErrors.namesClash(file.source.name, placeOf(other), placeOf(file));
    taken.set(name, other ?? file);
  }
  return [...taken.values()];
}

function placeOf({ source }: FirmwareImage): string {
  return source.origin ?? source.name;
}
