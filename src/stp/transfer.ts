import type { Clock } from '../base/clock';
import type { ByteStream } from '../transport/byteStream';
import type { BlockSize } from './blockSize';
import type { ExchangeListener } from './exchange';
import type { LinkCounters } from './linkCounters';

export interface TransferListener extends ExchangeListener {
  onSession(version: number, maximumTransfer: number): void;
  /** @param bytes taken by the modem so far; goes back to 0 when a session is begun anew */
  onProgress(bytes: number): void;
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
  /** Whether blocks above the proven size may be tried: one that fails begins the whole transfer anew. */
  readonly triesLargerBlocks: boolean;
  /** Whether this modem fills in the CRC of its answers' payloads: then one of 0 is checked, too. */
  payloadsChecked?: boolean;
}
