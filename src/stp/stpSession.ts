import { phrase } from '../base/phrase';
import { isUpgradeError } from '../base/upgradeError';
import { answerDeadlines } from './answerDeadlines';
import { stpErrors } from './errors';
import { type Answer, exchange } from './exchange';
import { HEADER_BYTES, type Operation, OPERATION } from './frame';
import type { Transfer } from './transfer';

/**
 * The modem needs a moment between its `OK` and the first frame, more when it is still busy. Before a session that is
 * begun anew it may be in one of its pauses of up to five minutes: the tries together outlast that. They grow, because
 * each of them waits in the modem until its pause is over.
 */
const RESET_PATIENCE_MS = [
  ...Array.from({ length: 4 }, () => 3000),
  ...Array.from({ length: 4 }, () => 6000),
  ...Array.from({ length: 19 }, () => 15_000),
];
/** In a session that was open before, the modem is no longer busy with its command. */
const FIRST_RESET_ANEW_MS = 2000;
/** Behind a reset in an open session the modem may have left the protocol, or answers at once. */
const OPEN_ANEW_MS = [2000];
/** Whoever does not answer a reset is asked after these tries whether it speaks AT, and then every so often. */
const ASK_AT_AFTER_TRIES: readonly number[] = [2, 4, 6];
const ASK_AT_EVERY_TRIES = 4;
/** Times in one opening that a modem is brought back into the protocol. */
const ENTRIES = 4;
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
  /** A request without an answer has used up its transaction, too. */
  private unanswered = false;
  /** Whether the modem may have taken a block twice. */
  doubtful = false;

  private constructor(transfer: Transfer, version: number, maximumTransfer: number, transaction: number) {
    this.transfer = transfer;
    this.version = version;
    this.maximumTransfer = maximumTransfer;
    this.transaction = transaction;
  }

  /**
   * @param anew whether a session was open before: a reset in it begins anew within the protocol, or ends it, or restarts
   * the modem; nobody knows which
   * @throws STP_SESSION_REFUSED, STP_NO_ANSWER, STP_DAMAGED, STP_REFUSED, the errors of entering again, PORT_UNPLUGGED, CANCELLED
   */
  static async open(transfer: Transfer, signal: AbortSignal, anew = false): Promise<StpSession> {
    transfer.payloadsChecked = false;
    const { payload, payloadChecked, transaction } = await resetAndOpen(transfer, anew, signal);
    if (payloadChecked) transfer.payloadsChecked = true;
    const view = new DataView(payload.buffer, payload.byteOffset);
    const accepted = view.getUint8(0) !== 0;
    const version = view.getUint8(1);
    const maximumTransfer = view.getUint16(2);
    if (!accepted) throw stpErrors.sessionRefused(phrase('it refused'));
    if (maximumTransfer <= HEADER_BYTES) {
      throw stpErrors.sessionRefused(
        phrase('it accepts frames of only {bytes} bytes, which leaves no room for data', {
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
    this.doubtful ||= answer.repeated;
    const residue = new DataView(answer.payload.buffer, answer.payload.byteOffset).getUint16(0);
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
  ): Promise<Answer> {
    if (this.unanswered) this.transaction++;
    this.unanswered = true;
    const head = { operation, session: SESSION_ID, transaction: this.transaction };
    const answer = await exchange(this.transfer, head, payload, deadlines, signal);
    this.unanswered = false;
    this.transaction = answer.transaction + 1;
    return answer;
  }
}

/** A modem that has left the protocol is brought back into it, wherever that shows. */
async function resetAndOpen(transfer: Transfer, anew: boolean, signal: AbortSignal): Promise<Answer> {
  const head = { operation: OPERATION.open, session: SESSION_ID, transaction: FIRST_TRANSACTION };
  const { bitsPerSecond } = transfer;
  const usual = { bytes: HEADER_BYTES, bitsPerSecond, fraction: 0, block: false, trial: false };
  for (let entries = 0; ; entries++) {
    await reset(transfer, anew, signal);
    try {
      return await exchange(transfer, head, NOTHING, anew ? OPEN_ANEW_MS : answerDeadlines(usual), signal);
    } catch (error) {
      const left = isUpgradeError(error, 'STP_NO_ANSWER') || isUpgradeError(error, 'STP_DAMAGED');
      if (!left || entries === ENTRIES) throw error;
      // One that speaks neither may be in one of its pauses.
      if (await transfer.enterAgain(signal)) continue;
      if (!anew) throw error;
      anew = false;
    }
  }
}

/**
 * Brings the modem to the beginning, wherever it is: in the middle of a frame that lost bytes, or busy.
 */
async function reset(transfer: Transfer, anew: boolean, signal: AbortSignal): Promise<void> {
  transfer.stream.discard();
  const head = { operation: OPERATION.reset, session: 0, transaction: 0 };
  let entries = 0;
  let later = RESET_PATIENCE_MS.reduce((sum, ms) => sum + ms, 0);
  for (const [index, usual] of RESET_PATIENCE_MS.entries()) {
    const attempt = index + 1;
    later -= usual;
    try {
      if (attempt === FLUSH_FROM_TRY) await transfer.stream.write(FLUSH, signal);
      const ms = anew && attempt === 1 ? FIRST_RESET_ANEW_MS : usual;
      await exchange(transfer, head, NOTHING, [ms], signal);
      return;
    } catch (error) {
      const refused = isUpgradeError(error, 'STP_REFUSED');
      const again = refused || isUpgradeError(error, 'STP_NO_ANSWER') || isUpgradeError(error, 'STP_DAMAGED');
      if (!again || attempt === RESET_PATIENCE_MS.length) throw error;
      if (attempt === 1) transfer.listener.onSilence(later);
      if (refused) await transfer.clock.sleep(AFTER_REFUSED_RESET_MS, signal);
      else if (entries < ENTRIES && asksAt(attempt, anew) && (await transfer.enterAgain(signal))) {
        entries++;
        transfer.stream.discard();
      }
    }
  }
}

function asksAt(attempt: number, anew: boolean): boolean {
  return (
    (anew && attempt === 1) || ASK_AT_AFTER_TRIES.includes(attempt) || attempt % ASK_AT_EVERY_TRIES === 0
  );
}
