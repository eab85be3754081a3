import { phrase } from '../../base/phrase';
import type { BoardFile } from '../boardReading';
import { boardErrors } from '../errors';
import fileSizesProgram from '../programs/fileSizes.py';
import hashFileProgram from '../programs/hashFile.py';
import fileSizeProgram from '../programs/fileSize.py';
import mountCardProgram from '../programs/mountCard.py';
import removeFilesProgram from '../programs/removeFiles.py';
import type { ReplClient } from '../repl/replClient';

/** Listing and removing take moments; a full FAT is searched for free clusters, once. */
const FILE_DEADLINE_MS = 15_000;
/** A card that does not answer is given up by the driver after some seconds. */
const CARD_DEADLINE_MS = 15_000;

/** A board reads its file system and hashes at several times this rate. */
const HASHED_BYTES_PER_SECOND = 50_000;

/** Source: the firmware's moduhashlib.c. */
const HASH_BUSY = /only one active hash operation/;

/**
 * Mounts the card at `/sd` where it is not yet.
 * @returns how that went
 * @throws those of `ReplClient.ask`
 */
export async function cardState(
  client: ReplClient,
  signal: AbortSignal,
): Promise<'readable' | 'unreadable' | 'absent'> {
  const options = { what: phrase('mount the SD card'), deadlineMs: CARD_DEADLINE_MS };
  const state = (await client.ask(mountCardProgram, options, signal)).trim();
  return state === 'readable' || state === 'absent' ? state : 'unreadable';
}

/** @throws BOARD_SD_CARD when there is no card that can be read, and those of `ReplClient.ask` */
export async function mountCard(client: ReplClient, signal: AbortSignal): Promise<void> {
  const state = await cardState(client, signal);
  if (state !== 'readable') throw boardErrors.sdCard(state);
}

export async function listFiles(
  client: ReplClient,
  folder: BoardFolder,
  signal: AbortSignal,
): Promise<BoardFile[]> {
  const options = { what: phrase('list files'), deadlineMs: FILE_DEADLINE_MS, parameters: { folder } };
  const output = await client.ask(fileSizesProgram, options, signal);
  return output.split(/\r?\n/).flatMap((line) => {
    const match = /^(\d+) (['"])(.*)\2$/.exec(line);
    if (!match) return [];
    return [{ path: pathIn(folder, unescaped(match[3] ?? '')), size: Number(match[1]) }];
  });
}

export async function sizeOnBoard(
  client: ReplClient,
  path: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const options = { what: phrase('look for a file'), deadlineMs: FILE_DEADLINE_MS, parameters: { path } };
  const output = (await client.ask(fileSizeProgram, options, signal)).trim();
  return output === '' ? undefined : Number(output);
}

/**
 * SHA-256 of what lies on the board, in hexadecimal. `size` says how long that may take.
 * @throws BOARD_HASH_BUSY and those of `ReplClient.ask`
 */
export async function sha256OnBoard(
  client: ReplClient,
  file: BoardFile,
  signal: AbortSignal,
): Promise<string> {
  const what = phrase('check a file');
  const { output, error } = await client.execute(
    hashFileProgram,
    {
      what,
      deadlineMs: FILE_DEADLINE_MS + (1000 * file.size) / HASHED_BYTES_PER_SECOND,
      parameters: { path: file.path },
    },
    signal,
  );
  if (HASH_BUSY.test(error)) throw boardErrors.hashBusy();
  if (error !== '') throw boardErrors.programFailed(what, error);
  return output.trim();
}

/** Removes what is there of these. */
export async function removeFromBoard(
  client: ReplClient,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const options = { what: phrase('delete files'), deadlineMs: FILE_DEADLINE_MS, parameters: { paths } };
  await client.ask(removeFilesProgram, options, signal);
}

/** Undoes `repr` of a string, as MicroPython writes it. */
function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/g, (_, escape: string) => {
    const named = { n: '\n', r: '\r', t: '\t' }[escape];
    if (named !== undefined) return named;
    return escape.length > 1 ? String.fromCodePoint(Number.parseInt(escape.slice(1), 16)) : escape;
  });
}

/** The two places on a board that take files. */
export type BoardFolder = '/flash' | '/sd';

/** A file has this at the end of its name until it is whole, so that nothing half-written is ever taken for it. */
export const PARTIAL_SUFFIX = '.upload-part';

/** Where a file of this name lies on a board. */
export function pathIn(folder: BoardFolder, name: string): string {
  return `${folder}/${name}`;
}

export function folderOf(path: string): BoardFolder {
  const folder = (['/flash', '/sd'] as const).find((candidate) => path.startsWith(`${candidate}/`));
  if (!folder || path.lastIndexOf('/') !== folder.length || path.length === folder.length + 1) {
    throw new TypeError(`a file on a board lies directly in /flash or /sd: ${path}`);
  }
  return folder;
}
