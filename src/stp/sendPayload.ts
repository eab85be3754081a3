import { isUpgradeError } from '../base/upgradeError';
import { answerDeadlines } from './answerDeadlines';
import { stpErrors } from './errors';
import { HEADER_BYTES } from './frame';
import { StpSession } from './stpSession';
import type { Transfer } from './transfer';

/** What is sent: an image or an updater, read in pieces. */
export interface Payload {
  /** Bytes. */
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Blocks in a row of which the modem may give back everything before that counts as refusing. */
const BLOCKS_WITHOUT_PROGRESS = 16;

/** Sessions in one transfer: one for each size that can turn out too large, and the last that works. */
const SESSIONS = 6;

/**
 * Sends one payload whole, from its first byte: the protocol knows no offset, so that every new session starts again.
 * A block size that fails is followed by a new session with a smaller one.
 *
 * @throws the STP_ errors, PORT_UNPLUGGED, CANCELLED
 */
export async function sendPayload(transfer: Transfer, payload: Payload, signal: AbortSignal): Promise<void> {
  for (let session = 1; ; session++) {
    const tried = { bytes: 0 };
    try {
      await sendInOneSession(transfer, payload, tried, signal);
      return;
    } catch (error) {
      const blockFailed =
        isUpgradeError(error, 'STP_NO_ANSWER') ||
        isUpgradeError(error, 'STP_REFUSED') ||
        isUpgradeError(error, 'STP_DAMAGED');
      if (!blockFailed || !transfer.blockSize.canShrinkBelow(tried.bytes) || session === SESSIONS)
        throw error;
      transfer.blockSize.failed(tried.bytes);
    }
  }
}

/** @param tried kept up to date with the block under way, for whoever must know what failed */
async function sendInOneSession(
  transfer: Transfer,
  payload: Payload,
  tried: { bytes: number },
  signal: AbortSignal,
): Promise<void> {
  const { listener } = transfer;
  const session = await StpSession.open(transfer, signal);
  listener.onSession(session.version, session.maximumTransfer);
  listener.onProgress(0);

  try {
    await sendBlocks(transfer, session, payload, tried, signal);
  } catch (error) {
    // With a signal of its own: the transfer's has been aborted.
    if (isUpgradeError(error, 'CANCELLED') && transfer.closesWhenCancelled) {
      await session.close(new AbortController().signal);
    }
    throw error;
  }
  tried.bytes = 0;
  await session.close(signal);
}

async function sendBlocks(
  transfer: Transfer,
  session: StpSession,
  payload: Payload,
  tried: { bytes: number },
  signal: AbortSignal,
): Promise<void> {
  const { blockSize, listener } = transfer;
  let offset = 0;
  let withoutProgress = 0;
  let ahead:
    { readonly offset: number; readonly bytes: number; readonly read: Promise<Uint8Array> } | undefined;
  const readBlock = (from: number, bytes: number): Promise<Uint8Array> => {
    if (ahead?.offset === from && ahead.bytes === bytes) return ahead.read;
    return payload.read(from, bytes);
  };
  while (offset < payload.size) {
    const { bytes, trial } = blockSize.next(session.maximumTransfer);
    tried.bytes = bytes;
    const block = await readBlock(offset, bytes);
    const next = offset + block.length;
    if (next < payload.size) {
      // The next block is read from the file while the modem answers; a failure shows when it is its turn.
      const read = payload.read(next, bytes);
      read.catch(() => undefined);
      ahead = { offset: next, bytes, read };
    }
    const deadlines = answerDeadlines({
      bytes: HEADER_BYTES + block.length,
      bitsPerSecond: transfer.bitsPerSecond,
      fraction: next / payload.size,
      trial: trial && block.length === bytes,
    });
    const residue = await session.sendBlock(block, deadlines, signal);
    const taken = block.length - residue;
    offset += taken;
    if (block.length === bytes) blockSize.succeeded(bytes);
    withoutProgress = taken === 0 ? withoutProgress + 1 : 0;
    if (withoutProgress === BLOCKS_WITHOUT_PROGRESS) throw stpErrors.noProgress(offset);
    listener.onProgress(offset);
  }
}
