import { withDeadline } from '../../base/cancellation';
import { type Logger, silentLogger } from '../../base/logger';
import { sha256Of } from '../../base/sha256';
import { isUpgradeError } from '../../base/upgradeError';
import { phrase } from '../../base/phrase';
import { folderOf, mountCard, PARTIAL_SUFFIX, removeFromBoard, sha256OnBoard } from './boardFiles';
import { carefulUpload } from './carefulUpload';
import { boardErrors } from '../errors';
import { fastUpload } from './fastUpload';
import finishUploadProgram from '../programs/finishUpload.py';
import tryWritingProgram from '../programs/tryWriting.py';
import { REPL_BAUD } from '../../transport/baudRates';
import { compressionPays } from './receiverFrames';
import { SMALL_RECEIVE_BUFFER_BYTES } from '../boardRelease';
import type { ReplClient } from '../repl/replClient';
import { isStorageError, storageError } from './storageError';
import { askForRoom, makeSpace, type Room } from './uploadSpace';
import type { ByteSource } from '../../base/byteSource';

const STEP_DEADLINE_MS = 15_000;
/** The receiver gives up 3 s after the host fell silent and then waits for the line to be quiet. */
const RECEIVER_ENDS_MS = 5000;
/** Breaking in takes up to 10 s, a safe boot 20 s more. */
const CLEANING_MS = 45_000;

/** A block is held twice while it is unpacked; a board without PSRAM has some 60 KB of heap. */
const LARGE_MEMORY_BYTES = 256 * 1024;
/**
 * Bytes of the file in a block, by the board's receive buffer. While a block is written, nothing is taken out of that buffer:
 * writing must not take longer than filling it. Larger blocks pack better.
 */
const BLOCKS = {
  small: { plain: 1024, packed: 4096 },
  large: { plain: 4096, packed: 16_384 },
} as const;
const LARGE_BUFFER_BYTES = 4096;

export interface FileUpload {
  readonly source: ByteSource;
  /** Directly in `/flash` or `/sd`. */
  readonly path: string;
  /** Bits per second to try for the transfer; absent: the REPL's own rate. */
  readonly baudRate?: number;
  /** False sends every byte as it is. */
  readonly compress?: boolean;
  readonly onProgress: (bytes: number, total: number) => void;
  /** Tells that the fast way failed and why, before the careful one begins from the start. */
  readonly onCareful?: (reason: Error) => void;
  readonly logger?: Logger;
}

export interface UploadResult {
  /** `present`: the identical file was there already. */
  readonly way: 'present' | 'fast' | 'careful';
  /** Whether another file had the name. */
  readonly replaced: boolean;
  /** Bits per second of the transfer; lower than asked for when the board or its bridge could not follow. */
  readonly baudRate: number | undefined;
}

/**
 * Brings a file to the board and proves by its SHA-256 that it is the same there. After a failure or a cancel nothing of it
 * is left, as soon as the board answers again.
 * @throws BOARD_NO_SPACE, BOARD_SD_CARD, BOARD_RESTARTED, UPLOAD_DAMAGED, PORT_UNPLUGGED, CANCELLED and those of `ReplClient`
 */
export async function uploadFile(
  client: ReplClient,
  upload: FileUpload,
  signal: AbortSignal,
): Promise<UploadResult> {
  const { path, source } = upload;
  const folder = folderOf(path);
  if (folder === '/sd') await mountCard(client, signal);
  const sha256 = await sha256Of(source);
  const room = await askForRoom(client, path, signal);
  if (
    room.existing === source.size &&
    (await sha256OnBoard(client, { path, size: source.size }, signal)) === sha256
  ) {
    return { way: 'present', replaced: false, baudRate: undefined };
  }
  await makeSpace(client, upload, room, signal);
  const partial = path + PARTIAL_SUFFIX;
  try {
    const sent = await send(client, upload, { partial, sha256, room }, signal);
    await nameFile(client, path, signal);
    return { ...sent, replaced: room.existing !== null };
  } catch (error) {
    await clean(client, partial, isUpgradeError(error, 'BOARD_RESTARTED'), upload.logger ?? silentLogger);
    throw storageError(error, { path, needed: source.size, free: room.free });
  }
}

/** Gives an upload that is whole its name, in the place of what had it. @throws BOARD_PROGRAM_FAILED and those of `execute` */
export async function nameFile(client: ReplClient, path: string, signal: AbortSignal): Promise<void> {
  const parameters = { partial: path + PARTIAL_SUFFIX, path };
  await client.ask(
    finishUploadProgram,
    { what: phrase('name the file'), deadlineMs: STEP_DEADLINE_MS, parameters },
    signal,
  );
}

/**
 * For a method that brings a file to the board in another way: removes what broken-off uploads left, and sees to it that there is
 * room.
 * @throws BOARD_NO_SPACE and those of `ReplClient.ask`
 */
export async function makeRoom(
  client: ReplClient,
  file: Pick<FileUpload, 'source' | 'path'>,
  signal: AbortSignal,
): Promise<void> {
  await makeSpace(client, file, await askForRoom(client, file.path, signal), signal);
}

/**
 * For a method that could not bring a file to the board in another way, and knows no reason: asks the board whether it can write
 * there. What the broken-off upload left is removed.
 * @returns BOARD_NO_SPACE or BOARD_SD_CARD where that is the reason, else `error`
 */
export async function whyNotWritten(
  client: ReplClient,
  { source, path }: Pick<FileUpload, 'source' | 'path'>,
  error: unknown,
  logger: Logger,
  signal: AbortSignal,
): Promise<unknown> {
  let free = 0;
  try {
    ({ free } = await askForRoom(client, path, signal));
    await client.ask(
      tryWritingProgram,
      {
        what: phrase('write a file'),
        deadlineMs: STEP_DEADLINE_MS,
        parameters: { partial: path + PARTIAL_SUFFIX },
      },
      signal,
    );
    return error;
  } catch (refused) {
    const reason = storageError(refused, { path, needed: source.size, free });
    if (reason !== refused) return reason;
    logger.warn(`a part of ${path} may still be on the board: ${String(refused)}`);
    return error;
  }
}

interface Target {
  readonly partial: string;
  readonly sha256: string;
  readonly room: Room;
}

async function send(
  client: ReplClient,
  upload: FileUpload,
  target: Target,
  signal: AbortSignal,
): Promise<Omit<UploadResult, 'replaced'>> {
  const { source } = upload;
  const { partial } = target;
  const onProgress = (bytes: number): void => upload.onProgress(bytes, source.size);
  const onUart = client.stream.transport.baudRate !== undefined;
  if (onUart) {
    const { memory } = target.room;
    // A bridge may agree on the higher rate and lose bytes at it later.
    const rates = upload.baudRate === undefined ? [undefined] : [upload.baudRate, undefined];
    for (const rate of rates) {
      const large = client.receiveBufferBytes >= LARGE_BUFFER_BYTES && memory >= LARGE_MEMORY_BYTES;
      const block = large ? BLOCKS.large : BLOCKS.small;
      const packed =
        (upload.compress ?? true) && client.unpacks && (await compressionPays(source, block.packed));
      const blockBytes = packed ? block.packed : block.plain;
      try {
        const fast = { source, partial, blockBytes, packed, baudRate: rate, onProgress };
        const baudRate = await fastUpload(client, fast, signal);
        await verify(client, target, source.size, signal);
        return { way: 'fast', baudRate };
      } catch (error) {
        if (!worthAnotherWay(error)) throw error;
        if (rate === undefined) upload.onCareful?.(error);
        else upload.logger?.info(`upload at ${rate} baud: ${error.message}`);
        await endReceiver(client, signal);
        // A release tells how large the buffer should be; a build of somebody's own may have the small one all the same.
        client.receiveBufferBytes = Math.min(client.receiveBufferBytes, SMALL_RECEIVE_BUFFER_BYTES);
      }
    }
  }
  await carefulUpload(client, { source, partial, onProgress }, signal);
  await verify(client, target, source.size, signal);
  return { way: 'careful', baudRate: onUart ? REPL_BAUD : undefined };
}

async function verify(client: ReplClient, target: Target, size: number, signal: AbortSignal): Promise<void> {
  const there = await sha256OnBoard(client, { path: target.partial, size }, signal);
  if (there !== target.sha256) throw boardErrors.uploadDamaged(target.partial);
}

function worthAnotherWay(error: unknown): error is Error {
  const codes = ['UPLOAD_INTERRUPTED', 'UPLOAD_DAMAGED', 'BOARD_PROGRAM_FAILED', 'REPL_TIMEOUT'] as const;
  return codes.some((code) => isUpgradeError(error, code)) && !isStorageError(error);
}

/** The receiver lets go of the port by itself, at the REPL's rate, once nothing comes any more. */
async function endReceiver(client: ReplClient, signal: AbortSignal, isGone = false): Promise<void> {
  const { transport } = client.stream;
  // Bytes of the file that are still on their way may be any key to a REPL: no prompt counts before they have arrived.
  await transport.drain(signal);
  if (transport.baudRate !== undefined && transport.baudRate !== REPL_BAUD) {
    await transport.setBaudRate(REPL_BAUD, signal);
  }
  if (isGone) await client.enter(signal);
  else await client.awaitPrompt(RECEIVER_ENDS_MS, signal);
}

/** Runs after a failure or a cancel, so with its own signal; what fails here must not hide what failed before. */
async function clean(client: ReplClient, partial: string, restarted: boolean, logger: Logger): Promise<void> {
  const { signal } = new AbortController();
  try {
    const cleaned = await withDeadline(client.clock, CLEANING_MS, signal, async (ended) => {
      await endReceiver(client, ended, restarted);
      await removeFromBoard(client, [partial], ended);
      return true;
    });
    if (!cleaned) logger.warn(`${partial} may still be on the board: it does not answer`);
  } catch (error) {
    logger.warn(`${partial} may still be on the board: ${String(error)}`);
  }
}
