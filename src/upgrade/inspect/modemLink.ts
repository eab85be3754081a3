import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { AtClient } from '../../modem/atClient';
import { Modem } from '../../modem/modem';
import { FAST_BAUD, REPL_BAUD } from '../../transport/baudRates';
import type { ByteStream } from '../../transport/byteStream';
import type { Transport } from '../../transport/transport';

/** A board in MIRROR mode and the modem behind it speak at this rate, in bits per second. */
export const MIRROR_RATE = FAST_BAUD;
/** Rates a modem behind MIRROR mode answers at: its usual one, and its bootrom's in recovery. */
const MODEM_RATES = [MIRROR_RATE, REPL_BAUD] as const;

/** Tries at the current rate before another is tried, a second each. */
const TRIES_AT_A_RATE = 3;
/**
 * The same behind MIRROR mode, which has one rate on both of its sides: another one is hardly worth a try. Source:
 * `LTE.modem_upgrade_mode` in the firmware's modlte.c, alike in 1.18 and 1.20.
 */
const TRIES_IN_MIRROR_MODE = 12;
const TRIES_AT_ANOTHER_RATE = 2;
/** At each rate, for a modem that is in no data session. */
const TRIES_OF_A_BRIEF_LOOK = 2;

/**
 * A modem at the other end of an open transport, with all that speaks to it. Where it is read from by a `MirrorStream`, all of it
 * throws BOARD_RESTARTED once the board is heard to have left MIRROR mode.
 */
export class ModemLink {
  readonly transport: Transport;
  readonly stream: ByteStream;
  readonly modem: Modem;
  /** Tries at the current rate before another is tried. */
  private readonly triesAtARate: number;

  /** @param behindMirrorMode whether a board's own program led here; a port found without knowing may be a bare modem's */
  constructor(stream: ByteStream, clock: Clock, logger: Logger, behindMirrorMode = false) {
    this.triesAtARate = behindMirrorMode ? TRIES_IN_MIRROR_MODE : TRIES_AT_A_RATE;
    this.transport = stream.transport;
    this.stream = stream;
    const client = new AtClient(this.stream, clock, (line) => logger.debug(`modem: ${line}`));
    this.modem = new Modem(client, clock);
  }

  /**
   * Wakes the modem where its rate may have changed: a modem that comes up in recovery speaks another.
   * @returns false after `tries` tries, a second each
   */
  async wakeAtAnyRate(tries: number, signal: AbortSignal): Promise<boolean> {
    const current = this.transport.baudRate;
    const others = MODEM_RATES.filter((rate) => rate !== current);
    for (let left = tries; left > 0;) {
      const turn = Math.min(left, this.triesAtARate);
      if (await this.modem.wake(turn, signal)) return true;
      left -= turn;
      for (const rate of others) {
        if (left <= 0) break;
        await this.setRate(rate, signal);
        if (await this.modem.wake(TRIES_AT_ANOTHER_RATE, signal)) return true;
        left -= TRIES_AT_ANOTHER_RATE;
      }
      if (current !== undefined) await this.setRate(current, signal);
    }
    return false;
  }

  /**
   * Asks for a moment at each rate, for whom answered nothing before: only a modem that has just got its power is left to find.
   * @returns false after four seconds
   */
  async wakeBriefly(signal: AbortSignal): Promise<boolean> {
    for (const rate of MODEM_RATES) {
      await this.setRate(rate, signal);
      if (await this.modem.wake(TRIES_OF_A_BRIEF_LOOK, signal)) return true;
    }
    return false;
  }

  async setRate(bitsPerSecond: number, signal: AbortSignal): Promise<void> {
    await this.transport.setBaudRate(bitsPerSecond, signal);
    this.stream.discard();
  }

  /** Leaves the transport open and stops listening to it: from now on it belongs to somebody else. */
  release(): Transport {
    this.stream.dispose();
    return this.transport;
  }

  async close(): Promise<void> {
    this.stream.dispose();
    await this.transport.close();
  }
}
