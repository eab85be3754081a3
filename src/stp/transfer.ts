import type { Clock } from '../base/clock';
import type { ByteStream } from '../transport/byteStream';
import type { BlockSize } from './blockSize';
import type { ExchangeListener } from './exchange';
import type { LinkCounters } from './linkCounters';

export interface TransferListener extends ExchangeListener {
  onSession(version: number, maximumTransfer: number): void;
  /** @param bytes taken by the modem so far; returns to 0 when a session is restarted */
  onProgress(bytes: number): void;
  /** Before the last block is sent, each time: behind it the modem may be at work on the whole by itself. */
  onLastBlock(): Promise<void>;
}

/** All that a transfer needs besides what is sent. */
export interface Transfer {
  readonly stream: ByteStream;
  readonly clock: Clock;
  readonly bitsPerSecond: number;
  readonly blockSize: BlockSize;
  readonly counters: LinkCounters;
  readonly listener: TransferListener;
  /**
   * Whether a transfer that stops in the middle ends its session, so that the modem listens to AT again. Not where the
   * modem would take what it has for the whole: a loader would start it.
   */
  readonly closesWhenStopped: boolean;
  /**
   * For a modem that answers no request: asks it whether it speaks AT, and if it does, has it begin the transfer anew, by the
   * command by which it began.
   * @returns whether it speaks the transfer protocol again
   */
  readonly enterAgain: (signal: AbortSignal) => Promise<boolean>;
  /**
   * Whether a block may be sent again when its answer is missing. Otherwise the whole transfer is restarted: the modem may
   * have taken it twice before.
   */
  readonly repeatsBlocks: boolean;
  /** Whether blocks above the proven size may be tried: a size that fails restarts the whole transfer. */
  readonly triesLargerBlocks: boolean;
  /** Whether this modem fills in the CRC of its answers' payloads: then one of 0 is checked, too. */
  payloadsChecked?: boolean;
}
