import type { BoardFile } from '../boardReading';
import { type BoardFolder, folderOf, PARTIAL_SUFFIX, removeFromBoard } from './boardFiles';
import { phrase } from '../../base/phrase';
import { boardErrors } from '../errors';
import { answeredNumber, answeredValues } from '../repl/boardProgram';
import prepareUploadProgram from '../programs/prepareUpload.py';
import type { ReplClient } from '../repl/replClient';
import type { ByteSource } from '../../base/byteSource';

/** How a place hands out its room: in whole units, and for each file some beside it, for its name. */
interface Allocation {
  readonly unitBytes: number;
  readonly unitsBeside: number;
}

const ALLOCATION: Readonly<Record<BoardFolder, Allocation>> = {
  // FAT allocates whole clusters, LittleFS whole blocks, and both keep a record of each file.
  '/flash': { unitBytes: 4096, unitsBeside: 2 },
  // The largest cluster that FAT32 usually has.
  '/sd': { unitBytes: 32_768, unitsBeside: 0 },
};

/** Bytes of the file system that a file may take. */
export function spaceFor({ path, size }: BoardFile): number {
  const { unitBytes, unitsBeside } = ALLOCATION[folderOf(path)];
  return (Math.ceil(size / unitBytes) + unitsBeside) * unitBytes;
}

/**
 * Bytes that a file finds once an older one of its name is removed.
 * @param older size of that; null when there is none
 */
export function spaceOfOlder(file: BoardFile, older: number | null): number {
  if (older === null) return 0;
  // One as long leaves just what this one takes, and may well be the same.
  return older === file.size ? spaceFor(file) : surelyFreed({ path: file.path, size: older });
}

/** Bytes. */
interface UploadRoom {
  readonly neededBytes: number;
  /** What is replaced counts as free. */
  readonly freeBytes: number;
}

/**
 * What files need that go to a folder of the board one after the other, as `makeSpace` lets each: what broken-off uploads left
 * is removed first, and each may have the room of the older one of its name, but not that of one whose turn comes later.
 * @param there what lies on the board
 * @param freeBytes as the board tells them
 * @returns needed and free by then, where the least is left over
 */
export function roomForUploads(
  files: readonly BoardFile[],
  there: readonly BoardFile[],
  freeBytes: number,
): UploadRoom {
  const folders = new Set(files.map(({ path }) => folderOf(path)));
  const left = there.filter(({ path }) => path.endsWith(PARTIAL_SUFFIX) && folders.has(folderOf(path)));
  const sizes = new Map(there.map(({ path, size }) => [keyOf(path), size]));
  let room = {
    neededBytes: 0,
    freeBytes: left.reduce((sum, file) => sum + surelyFreed(file), freeBytes),
  };
  let tightest: UploadRoom | undefined;
  for (const file of files) {
    const key = keyOf(file.path);
    room = {
      neededBytes: room.neededBytes + spaceFor(file),
      freeBytes: room.freeBytes + spaceOfOlder(file, sizes.get(key) ?? null),
    };
    sizes.set(key, file.size);
    if (tightest === undefined || spareOf(room) <= spareOf(tightest)) tightest = room;
  }
  return tightest ?? room;
}

function spareOf({ neededBytes, freeBytes }: UploadRoom): number {
  return freeBytes - neededBytes;
}

/** Smaller clusters than the largest are common, and LittleFS keeps a small file beside its name: no more than this is sure. */
function surelyFreed({ path, size }: BoardFile): number {
  const { unitBytes } = ALLOCATION[folderOf(path)];
  return Math.floor(size / unitBytes) * unitBytes;
}

/** A card has FAT, to which small and large letters are the same; `/flash` may have LittleFS. */
function keyOf(path: string): string {
  return folderOf(path) === '/sd' ? path.toLowerCase() : path;
}

const DEADLINE_MS = 15_000;

/** Bytes, as the board tells them. */
export interface Room {
  readonly free: number;
  /** Size of the file that has this name already; null when there is none. */
  readonly existing: number | null;
  /** Of the interpreter's heap. */
  readonly memory: number;
}

/**
 * Removes what broken-off uploads left and asks how much room there is. Notes whether the board unpacks.
 * @throws those of `ReplClient.ask`
 */
export async function askForRoom(client: ReplClient, path: string, signal: AbortSignal): Promise<Room> {
  const output = await client.ask(
    prepareUploadProgram,
    {
      what: phrase('prepare for a file'),
      deadlineMs: DEADLINE_MS,
      parameters: { path, folder: folderOf(path), suffix: PARTIAL_SUFFIX },
    },
    signal,
  );
  const values = answeredValues(output);
  client.unpacks = values.has('unpacks');
  return {
    free: answeredNumber(values, 'free') ?? 0,
    existing: answeredNumber(values, 'size'),
    memory: answeredNumber(values, 'memory') ?? 0,
  };
}

/**
 * An older file of the same name stays until the new one is whole, unless there is no room for both. Plans count on it: see
 * `roomForUploads`.
 * @throws BOARD_NO_SPACE and those of `ReplClient.ask`
 */
export async function makeSpace(
  client: ReplClient,
  { source, path }: { readonly source: ByteSource; readonly path: string },
  room: Room,
  signal: AbortSignal,
): Promise<void> {
  const file = { path, size: source.size };
  const needed = spaceFor(file);
  if (needed <= room.free) return;
  const freed = spaceOfOlder(file, room.existing);
  if (needed > room.free + freed) throw boardErrors.noSpace(path, needed, room.free + freed);
  await removeFromBoard(client, [path], signal);
}
