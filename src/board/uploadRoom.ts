import { phrase } from '../base/phrase';
import { removeFromBoard } from './boardFiles';
import { folderOf, PARTIAL_SUFFIX } from './boardPath';
import { boardErrors } from './errors';
import { answeredNumber, answeredValues } from './programAnswer';
import prepareUploadProgram from './programs/prepareUpload.py';
import type { ReplClient } from './replClient';
import type { UploadSource } from './uploadSource';
import { spaceFor, spaceOfOlder } from './uploadSpace';

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
  { source, path }: { readonly source: UploadSource; readonly path: string },
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
