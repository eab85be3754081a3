import { phrase } from '../base/phrase';
import { isUpgradeError } from '../base/upgradeError';
import { answerDeadlines } from './answerDeadlines';
import { stpErrors } from './errors';
import { exchange } from './exchange';
import { HEADER_BYTES, type Operation, OPERATION } from './frame';
import type { Transfer } from './transfer';

/**
 * The modem needs a moment between its `OK` and the first frame, more when it is still busy. Before a session that is
 * begun anew it may be in one of its pauses of up to five minutes: the tries together outlast that.
 */
const RESET_DEADLINE_MS = 3000;
const RESET_TRIES = 105;
/** A refusal comes at once; trying again at once would only be refused again. */
const AFTER_REFUSED_RESET_MS = 1000;
/** From this try on, the modem may be waiting for the rest of a frame that will never come. */
const FLUSH_FROM_TRY = 3;
/** The longest frame a modem can be waiting for. Zeros end it, and are noise to a modem that hunts for a magic. */
const FLUSH = new Uint8Array(8192 - HEADER_BYTES);

/**
 * The modem may have left already when the session is closed: its answer is a courtesy. But a close that it never got
 * leaves it deaf to AT, so it is said more than once.
 */
const CLOSE_DEADLINES_MS = Array.from({ length: 6 }, () => 2000);

const SESSION_ID = 1;
const FIRST_TRANSACTION = 1;
const NOTHING = new Uint8Array(0);

/** An open session: strictly one request, one response. */
export class StpSession {
  /** Protocol version the modem speaks; 1 is known. */
  readonly version: number;
  /** Bytes of the longest frame the modem takes, its header included. */
  readonly maximumTransfer: number;
  private readonly transfer: Transfer;
  private transaction: number;
  /** A request left without its answer has used up its transaction all the same. */
  private unanswered = false;

  private constructor(transfer: Transfer, version: number, maximumTransfer: number, transaction: number) {
    this.transfer = transfer;
    this.version = version;
    this.maximumTransfer = maximumTransfer;
    this.transaction = transaction;
  }

  /** @throws STP_SESSION_REFUSED, STP_NO_ANSWER, STP_DAMAGED, STP_REFUSED, PORT_UNPLUGGED, CANCELLED */
  static async open(transfer: Transfer, signal: AbortSignal): Promise<StpSession> {
    await reset(transfer, signal);
    transfer.payloadsChecked = false;
    const { payload, payloadChecked, transaction } = await exchange(
      transfer,
      { operation: OPERATION.open, session: SESSION_ID, transaction: FIRST_TRANSACTION },
      NOTHING,
      answerDeadlines({
        bytes: HEADER_BYTES,
        bitsPerSecond: transfer.bitsPerSecond,
        fraction: 0,
        trial: false,
      }),
      signal,
    );
    if (payloadChecked) transfer.payloadsChecked = true;
    const view = new DataView(payload.buffer, payload.byteOffset);
    const accepted = view.getUint8(0) !== 0;
    const version = view.getUint8(1);
    const maximumTransfer = view.getUint16(2);
    if (!accepted) throw stpErrors.sessionRefused(phrase('it refused'));
    if (maximumTransfer <= HEADER_BYTES) {
      throw stpErrors.sessionRefused(
        phrase('it takes frames of {bytes} bytes, which leaves no room for data', {
          bytes: maximumTransfer,
        }),
      );
    }
    return new StpSession(transfer, version, maximumTransfer, transaction + 1);
  }

  /**
   * Announces a block, then sends it.
   * @param patience milliseconds for each try of the one and of the other
   * @returns how many of its last bytes the modem did not take; they begin the next block
   */
  async sendBlock(
    block: Uint8Array,
    patience: { readonly announcement: readonly number[]; readonly block: readonly number[] },
    signal: AbortSignal,
  ): Promise<number> {
    const length = new Uint8Array(2);
    new DataView(length.buffer).setUint16(0, block.length);
    await this.request(OPERATION.announce, length, patience.announcement, signal);
    const answer = await this.request(OPERATION.block, block, patience.block, signal);
    const residue = new DataView(answer.buffer, answer.byteOffset).getUint16(0);
    if (residue > block.length) throw stpErrors.damaged('block');
    return residue;
  }

  /** Ends the session. A missing answer is not an error. */
  async close(signal: AbortSignal): Promise<void> {
    try {
      await this.request(OPERATION.reset, NOTHING, CLOSE_DEADLINES_MS, signal);
    } catch (error) {
      const courtesyMissing = ['STP_NO_ANSWER', 'STP_DAMAGED', 'STP_REFUSED'] as const;
      if (!courtesyMissing.some((code) => isUpgradeError(error, code))) throw error;
    }
  }

  private async request(
    operation: Operation,
    payload: Uint8Array,
    deadlines: readonly number[],
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (this.unanswered) this.transaction++;
    this.unanswered = true;
    const head = { operation, session: SESSION_ID, transaction: this.transaction };
    const answer = await exchange(this.transfer, head, payload, deadlines, signal);
    this.unanswered = false;
    this.transaction = answer.transaction + 1;
    return answer.payload;
  }
}

/**
 * Brings the modem to the beginning, wherever it is: in the middle of a frame that lost bytes, or busy.
 */
async function reset(transfer: Transfer, signal: AbortSignal): Promise<void> {
  transfer.stream.discard();
  const head = { operation: OPERATION.reset, session: 0, transaction: 0 };
  for (let attempt = 1; ; attempt++) {
    try {
      if (attempt === FLUSH_FROM_TRY) await transfer.stream.write(FLUSH, signal);
      await exchange(transfer, head, NOTHING, [RESET_DEADLINE_MS], signal);
      return;
    } catch (error) {
      const refused = isUpgradeError(error, 'STP_REFUSED');
      const again = refused || isUpgradeError(error, 'STP_NO_ANSWER') || isUpgradeError(error, 'STP_DAMAGED');
      if (!again || attempt === RESET_TRIES) throw error;
      if (refused) await transfer.clock.sleep(AFTER_REFUSED_RESET_MS, signal);
      if (attempt === 1) transfer.listener.onSilence(RESET_DEADLINE_MS * (RESET_TRIES - 1));
    }
  }
}
