import { neverAborted } from '../base/cancellation';
import type { ByteSource } from '../base/byteSource';
import { isUpgradeError } from '../base/upgradeError';
import { answerDeadlines, mayPauseAt } from './answerDeadlines';
import { stpErrors } from './errors';
import { HEADER_BYTES } from './frame';
import { StpSession } from './stpSession';
import type { Transfer } from './transfer';

/** Blocks in a row that the modem may give back whole before that counts as refusing. */
const BLOCKS_WITHOUT_PROGRESS = 16;

/** Sessions in one transfer: one for each size that can turn out too large, and the last that works. */
const SESSIONS = 6;
/** How often a transfer is restarted with the same block size: the modem may have left the protocol in the middle. */
const RENEWALS = 2;
/** A modem that refused a size is in its session still, or has left it: it answers at once, or not at all. */
const AFTER_REFUSAL_MS = [2000, 2000];

/** How far a transfer has come, for the report of a failure. */
interface Attempt {
  session?: StpSession;
  /** Bytes of the block under way; 0 when none is. */
  bytes: number;
  /** Whether that size is one on trial. */
  trial: boolean;
}

/** What came of a transfer that the modem took to its end. */
export interface Sent {
  /** Whether a block was sent again after an answer that was missing or damaged: a modem may have taken it twice. */
  readonly doubtful: boolean;
}

/**
 * Sends one payload, an image or an updater, whole, from its first byte: the protocol knows no offset, so that every new session starts again.
 * A block size that fails is followed by a new session with a smaller one, and a modem that has left the protocol is brought
 * back into it.
 *
 * @throws the STP_ errors, those of entering again, PORT_UNPLUGGED, CANCELLED
 */
export async function sendPayload(
  transfer: Transfer,
  payload: ByteSource,
  signal: AbortSignal,
): Promise<Sent> {
  let renewals = 0;
  let { repeatsBlocks } = transfer;
  for (let session = 1; ; session++) {
    const attempt: Attempt = { bytes: 0, trial: false };
    try {
      return await sendInOneSession(transfer, payload, attempt, { anew: session > 1, repeatsBlocks }, signal);
    } catch (error) {
      const blockFailed =
        isUpgradeError(error, 'STP_NO_ANSWER') ||
        isUpgradeError(error, 'STP_REFUSED') ||
        isUpgradeError(error, 'STP_DAMAGED');
      const shrinks = transfer.blockSize.canShrinkBelow(attempt.bytes);
      const goesOn = attempt.bytes > 0 && session < SESSIONS && (shrinks || renewals < RENEWALS);
      if (!blockFailed || !goesOn) {
        await stop(transfer, attempt, error);
        throw error;
      }
      // Where repeating did not help, it may have been what ended the session: the modem is left to its pause the next time.
      if (!attempt.trial) repeatsBlocks = transfer.repeatsBlocks && !repeatsBlocks;
      if (attempt.trial) transfer.blockSize.refused(attempt.bytes);
      else if (shrinks) transfer.blockSize.failed(attempt.bytes);
      else renewals++;
    }
  }
}

/** Whatever ended it: a modem that is left in an open session is deaf to AT, and cannot be asked how it is. */
async function stop(transfer: Transfer, { session }: Attempt, reason: unknown): Promise<void> {
  if (!session || !transfer.closesWhenStopped || isUpgradeError(reason, 'PORT_UNPLUGGED')) return;
  try {
    // With a signal of its own: the transfer's may have been aborted.
    await session.close(neverAborted());
  } catch (error) {
    // The reported reason is the one for which it stopped.
    if (!isUpgradeError(error, 'PORT_UNPLUGGED')) throw error;
  }
}

async function sendInOneSession(
  transfer: Transfer,
  payload: ByteSource,
  attempt: Attempt,
  { anew, repeatsBlocks }: { readonly anew: boolean; readonly repeatsBlocks: boolean },
  signal: AbortSignal,
): Promise<Sent> {
  const { listener } = transfer;
  const session = await StpSession.open(transfer, signal, anew);
  attempt.session = session;
  listener.onSession(session.version, session.maximumTransfer);
  listener.onProgress(0);

  await sendBlocks(transfer, session, payload, attempt, repeatsBlocks, signal);
  attempt.bytes = 0;
  delete attempt.session;
  await session.close(signal);
  return { doubtful: session.doubtful };
}

async function sendBlocks(
  transfer: Transfer,
  session: StpSession,
  payload: ByteSource,
  attempt: Attempt,
  repeatsBlocks: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { bitsPerSecond, blockSize, listener } = transfer;
  let offset = 0;
  let withoutProgress = 0;
  let afterRefusal = false;
  let ahead:
    { readonly offset: number; readonly bytes: number; readonly read: Promise<Uint8Array> } | undefined;
  const readBlock = (from: number, bytes: number): Promise<Uint8Array> => {
    if (ahead?.offset === from && ahead.bytes === bytes) return ahead.read;
    return payload.read(from, bytes);
  };
  while (offset < payload.size) {
    const { bytes, trial } = nextSize(transfer, session, offset, payload.size);
    attempt.bytes = bytes;
    attempt.trial = trial;
    const block = await readBlock(offset, bytes);
    const next = offset + block.length;
    if (next < payload.size) {
      // The next block is read from the file while the modem answers; a failure shows when it is its turn.
      const read = payload.read(next, bytes);
      read.catch(() => undefined);
      ahead = { offset: next, bytes, read };
    }
    const whole = block.length === bytes;
    const request = { bytes: HEADER_BYTES + block.length, bitsPerSecond, fraction: next / payload.size };
    const patience = {
      // The announcement is small: only the block itself can be too large to be answered.
      announcement: afterRefusal
        ? AFTER_REFUSAL_MS
        : answerDeadlines({ ...request, block: false, trial: false }),
      block: blockPatience(
        repeatsBlocks,
        answerDeadlines({ ...request, block: true, trial: trial && whole }),
      ),
    };
    let residue: number;
    if (next === payload.size) await listener.onLastBlock();
    try {
      residue = await session.sendBlock(block, patience, signal);
    } catch (error) {
      // Politely refused, a size costs nothing: the session is intact.
      if (!trial || !isUpgradeError(error, 'STP_REFUSED')) throw error;
      blockSize.refused(bytes);
      afterRefusal = true;
      continue;
    }
    afterRefusal = false;
    const taken = block.length - residue;
    offset += taken;
    if (taken > 0 && whole) blockSize.succeeded(bytes);
    else if (taken === 0 && trial) blockSize.refused(bytes);
    withoutProgress = taken === 0 ? withoutProgress + 1 : 0;
    if (withoutProgress === BLOCKS_WITHOUT_PROGRESS) throw stpErrors.noProgress(offset);
    listener.onProgress(offset);
  }
}

/** A block that is not to be sent again is waited for as long as all its tries. */
function blockPatience(repeatsBlocks: boolean, tries: readonly number[]): readonly number[] {
  return repeatsBlocks ? tries : [tries.reduce((sum, ms) => sum + ms, 0)];
}

/** Where the modem may fall silent anyway, nothing is tried: its pause would be taken for a size that is too large. */
function nextSize(
  { blockSize, triesLargerBlocks }: Transfer,
  { maximumTransfer }: StpSession,
  offset: number,
  size: number,
): { readonly bytes: number; readonly trial: boolean } {
  const proven = blockSize.next(maximumTransfer, false);
  const tried = blockSize.next(maximumTransfer);
  const mayPause = mayPauseAt(offset / size) || mayPauseAt((offset + tried.bytes) / size);
  return triesLargerBlocks && !mayPause ? tried : proven;
}
