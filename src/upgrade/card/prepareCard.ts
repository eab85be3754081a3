import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfCancelled } from '../../base/cancellation';
import { type Phrase, phrase, render } from '../../base/phrase';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { cardErrors } from './errors';

/** Read and written in pieces of this size. */
const PIECE_BYTES = 1 << 16;
/** A file has this ending until it is whole and compared. */
const PARTIAL_SUFFIX = '.upload-part';
/** Lies beside the files and says what they are. */
export const NOTE_NAME = 'lte-upgrade.txt';
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
 * compared, and only then named. Nothing that was not named by the user is touched, and nothing is ever formatted.
 * @throws CARD_FOLDER_MISSING, CARD_FULL, CARD_NOT_WRITABLE, CARD_DAMAGED, CANCELLED
 */
export async function prepareCard(preparation: CardPreparation, signal: AbortSignal): Promise<PreparedCard> {
  const { folder, files } = preparation;
  const about = await stat(folder).catch(() => undefined);
  if (!about?.isDirectory()) throw cardErrors.folderMissing(folder);
  const { bavail, bsize, type } = await statfs(folder);
  const missing = [];
  for (const file of files)
    if ((await hashOf(join(folder, file.source.name))) !== file.description.sha256) missing.push(file);
  const needed = missing.reduce((sum, { source }) => sum + source.size, 0);
  if (needed > bavail * bsize) throw cardErrors.full(folder, needed, bavail * bsize);
  const prepared: PreparedCard['files'][number][] = [];
  for (const file of files) {
    throwIfCancelled(signal);
    const way = missing.includes(file) ? 'copied' : 'present';
    if (way === 'copied') await copy(folder, file, preparation.onProgress, signal);
    prepared.push({ name: file.source.name, size: file.source.size, sha256: file.description.sha256, way });
  }
  await writeFile(join(folder, NOTE_NAME), noteFor(prepared));
  return { files: prepared, doubts: doubtsOf(type, folder) };
}

async function copy(
  folder: string,
  { source, description }: FirmwareImage,
  onProgress: CardPreparation['onProgress'],
  signal: AbortSignal,
): Promise<void> {
  const path = join(folder, source.name);
  const partial = path + PARTIAL_SUFFIX;
  try {
    const out = await open(partial, 'w');
    try {
      for (let offset = 0; offset < source.size; offset += PIECE_BYTES) {
        throwIfCancelled(signal);
        await writeAll(out, await source.read(offset, PIECE_BYTES));
        onProgress(source.name, Math.min(offset + PIECE_BYTES, source.size), source.size);
      }
      // Not in the cache of this computer but on the card, before it is read back and taken out.
      await out.sync();
    } finally {
      await out.close();
    }
    if ((await hashOf(partial)) !== description.sha256) throw cardErrors.damaged(source.name, folder);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw cardErrors.from(error, folder, source.size);
  }
}

async function writeAll(out: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await out.write(bytes, written, bytes.length - written)).bytesWritten;
  }
}

/** SHA-256 in hexadecimal; undefined for a file that is not there. */
async function hashOf(path: string): Promise<string | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const hash = createHash('sha256');
    const piece = new Uint8Array(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
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

function noteFor(files: PreparedCard['files']): string {
  const heading = phrase(
    'Prepared for upgrading the LTE modem of a Pycom board. Put the card into the board and go on.',
  );
  return [
    render(heading),
    ...files.map(({ name, size, sha256 }) => `${sha256}  ${name}  ${size} bytes`),
    '',
  ].join('\n');
}
