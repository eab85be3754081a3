import { type FileHandle, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfCancelled } from '../../base/cancellation';
import { type Phrase, phrase, render } from '../../base/phrase';
import { PARTIAL_SUFFIX } from '../../board/boardPath';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { cardErrors } from './errors';
import { oneOfEachName } from './oneOfEachName';
import { readBack } from './readBack';

/** Read and written in pieces of this size. */
const PIECE_BYTES = 1 << 16;
/** Lies beside the files and says what they are. */
export const NOTE_NAME = 'lte-upgrade.txt';
/** By which a note is known as ours. */
const NOTE_HEADING = render(
  phrase('Prepared for upgrading the LTE modem of a Pycom board. Put the card into the board and go on.'),
);
/** What file systems say of themselves on Linux: FAT as the board reads it, and its successor, which it does not. */
const FAT_MAGIC = 0x4d44;
const EXFAT_MAGIC = 0x2011bab0;

export interface CardPreparation {
  /** Folder the card is mounted at. */
  readonly folder: string;
  readonly files: readonly FirmwareImage[];
  readonly onProgress: (file: string, bytes: number, total: number) => void;
}

export interface PreparedCard {
  readonly files: readonly {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
    /** `present`: the identical file was there already. */
    readonly way: 'copied' | 'present';
  }[];
  /** What should be known before the card goes into the board. */
  readonly doubts: readonly Phrase[];
}

/**
 * Copies firmware to a card in this computer: space first, then each file under another name, flushed to the medium, read back and
 * compared (`readBack` says what that proves), and only then named. Nothing is touched that was neither named by the user nor
 * written by us, and nothing is ever formatted.
 * @throws CARD_FOLDER_MISSING, CARD_NAMES_CLASH, CARD_FULL, CARD_NOT_WRITABLE, CARD_DAMAGED, CANCELLED
 */
export async function prepareCard(preparation: CardPreparation, signal: AbortSignal): Promise<PreparedCard> {
  const { folder } = preparation;
  const files = oneOfEachName(preparation.files);
  const about = await stat(folder).catch(() => undefined);
  if (!about?.isDirectory()) throw cardErrors.folderMissing(folder);
  const needed = files.reduce((sum, { source }) => sum + source.size, 0);
  try {
    return await fill({ ...preparation, files }, signal);
  } catch (error) {
    throw cardErrors.from(error, folder, needed);
  }
}

async function fill(
  { folder, files, onProgress }: CardPreparation,
  signal: AbortSignal,
): Promise<PreparedCard> {
  const { bavail, bsize, type } = await statfs(folder);
  const missing = [];
  for (const file of files)
    if ((await readBack(join(folder, file.source.name))) !== file.description.sha256) missing.push(file);
  const needed = missing.reduce((sum, { source }) => sum + source.size, 0);
  if (needed > bavail * bsize) throw cardErrors.full(folder, needed, bavail * bsize);
  const prepared: PreparedCard['files'][number][] = [];
  for (const file of files) {
    throwIfCancelled(signal);
    const way = missing.includes(file) ? 'copied' : 'present';
    if (way === 'copied') await copy(folder, file, onProgress, signal);
    prepared.push({ name: file.source.name, size: file.source.size, sha256: file.description.sha256, way });
  }
  const noted = await writeNote(join(folder, NOTE_NAME), prepared);
  return { files: prepared, doubts: [...doubtsOf(type, folder), ...(noted ? [] : [foreignNote()])] };
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
  try {
    const out = await open(partial, 'w');
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

function doubtsOf(type: number, folder: string): Phrase[] {
  if (process.platform !== 'linux' || type === FAT_MAGIC) return [];
  return [
    type === EXFAT_MAGIC
      ? phrase('{folder} is formatted as exFAT, which the board cannot read; format the card as FAT32.', {
          folder,
        })
      : phrase('{folder} does not look like a FAT card; the board reads FAT32 only.', { folder }),
  ];
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
  const about = await stat(path).catch(() => undefined);
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
    'A file {name} that was on the card stays as it is; no note of what was prepared is left there.',
    {
      name: NOTE_NAME,
    },
  );
}
