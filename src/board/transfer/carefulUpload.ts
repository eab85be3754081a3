import { phrase } from '../../base/phrase';
import beginProgram from '../programs/beginCareful.py';
import type { ReplClient } from '../repl/replClient';
import type { ByteSource } from '../../base/byteSource';

/** What stands around the base64 text of a block. */
const AROUND = ["f.write(a('", "'))"] as const;
/** Keys after a command, as the REPL client reserves for them. */
const RESERVED_BYTES = 16;
/** A block is small and answered at once, unless the file system erases flash first. */
const BLOCK_DEADLINE_MS = 10_000;
/** What a receive buffer of 512 bytes holds, whatever the board has: this is the way for when bytes get lost. */
const CAREFUL_BUFFER_BYTES = 512;

export interface CarefulUpload {
  readonly source: ByteSource;
  readonly partial: string;
  readonly onProgress: (bytes: number) => void;
}

/**
 * Sends a file as base64 text through the raw REPL, in commands that the board's buffer holds whole, each answered before
 * the next. Slower than the receiver by a third, and needs nothing of the board but its prompt.
 * @throws BOARD_PROGRAM_FAILED, BOARD_RESTARTED, REPL_TIMEOUT, PORT_UNPLUGGED, CANCELLED
 */
export async function carefulUpload(
  client: ReplClient,
  { source, partial, onProgress }: CarefulUpload,
  signal: AbortSignal,
): Promise<void> {
  const options = { what: phrase('receive a block of a file'), deadlineMs: BLOCK_DEADLINE_MS };
  await client.ask(beginProgram, { ...options, parameters: { partial } }, signal);
  const room =
    Math.min(client.receiveBufferBytes, CAREFUL_BUFFER_BYTES) - RESERVED_BYTES - AROUND.join('').length - 1;
  const blockBytes = 3 * Math.floor(room / 4);
  for (let offset = 0; offset < source.size; offset += blockBytes) {
    const block = await source.read(offset, Math.min(blockBytes, source.size - offset));
    await client.ask(AROUND.join(Buffer.from(block).toString('base64')), options, signal);
    onProgress(offset + block.length);
  }
  await client.ask('f.close()', options, signal);
}
