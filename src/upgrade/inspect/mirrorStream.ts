import { retry } from '../../base/retry';
import type { Clock } from '../../base/clock';
import { isUpgradeError, type UpgradeError } from '../../base/upgradeError';
import { restartSafely } from '../../board/repl/breakIn';
import { boardErrors } from '../../board/errors';
import { listen, LISTEN_MS } from '../../board/repl/listen';
import { REPL_BAUD } from '../../transport/baudRates';
import { RestartWatch } from '../../board/repl/replAnswer';
import { FRIENDLY_PROMPT, KEY, RAW_BANNER } from '../../board/repl/replKeys';
import { awaitText } from '../../board/repl/streamSearch';
import { ByteStream } from '../../transport/byteStream';
import type { Transport } from '../../transport/transport';

/** A board that starts says something again within this time, until it is at its prompt or runs a program. */
const QUIET_MS = 1000;
/** A program that prints for ever is not waited for. */
const LONGEST_MS = 4000;
/** A board that is not at its prompt yet is asked again so much later. */
const ASK_AGAIN_MS = 15_000;
const ASK_TIMES = 3;
/** A board starts in some three seconds, in which it hears nothing. */
const KNOCKS = 8;
const KNOCK_MS = 500;
const PROMPT = `\r\n${FRIENDLY_PROMPT}`;

/**
 * What reads from a modem behind a board in MIRROR mode. A board that restarts ends that mode without a word that could be read:
 * it speaks at 115200 baud again. Whoever waits for the modem then learns that it is gone: every wait and every write of a
 * restarted board ends with BOARD_RESTARTED.
 */
export class MirrorStream extends ByteStream {
  private readonly hostClock: Clock;
  private readonly slow = new SlowText();
  private readonly restart = new RestartWatch();
  private readonly listening: { dispose(): void };
  private restarted: UpgradeError | undefined;
  private safeStart = false;
  /** The last that came, for a prompt in it. */
  private tail = '';
  private asking = false;
  private asked = 0;
  private askAgainAt = -Infinity;

  constructor(transport: Transport, clock: Clock) {
    super(transport, clock);
    this.hostClock = clock;
    this.listening = transport.onData((bytes) => this.hear(bytes));
  }

  /** Whether the board was started once more to prove that it is there: its last start has no cause of its own. */
  get startedSafely(): boolean {
    return this.safeStart;
  }

  override async more(ms: number, signal: AbortSignal): Promise<boolean> {
    this.throwIfRestarted();
    if (this.asking || !this.slow.isText) return this.moreThan(ms, signal);
    const { hostClock: clock } = this;
    const end = clock.now() + ms;
    const due = this.dueIn(clock.now());
    if (due > 0) {
      if (await this.moreThan(Math.min(due, ms), signal)) return true;
      if (due >= ms) return false;
    }
    await this.askForBoard(signal);
    const left = end - clock.now();
    return left > 0 && this.moreThan(left, signal);
  }

  override write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    return this.restarted ? Promise.reject(this.restarted) : super.write(bytes, signal);
  }

  override dispose(): void {
    this.listening.dispose();
    super.dispose();
  }

  private async moreThan(ms: number, signal: AbortSignal): Promise<boolean> {
    const arrived = await super.more(ms, signal);
    if (!this.asking) this.throwIfRestarted();
    return arrived;
  }

  private hear(bytes: Uint8Array): void {
    if (!this.asking) this.slow.push(bytes, this.hostClock.now());
    if (!this.slow.isText) this.asked = 0;
    this.tail = (this.tail + Buffer.from(bytes).toString('latin1')).slice(-PROMPT.length);
    // Asked at that rate, too, for a modem in recovery: the board takes the question for a program.
    if (!this.asking && this.transport.baudRate === REPL_BAUD && this.tail === PROMPT)
      this.restarted ??= boardErrors.restarted();
    try {
      this.restart.push(bytes);
    } catch (error) {
      if (!isUpgradeError(error, 'BOARD_RESTARTED')) throw error;
      this.restarted ??= this.safeStart ? boardErrors.restarted() : error;
    }
  }

  private dueIn(now: number): number {
    const spoken = Math.min(QUIET_MS - this.slow.quietFor(now), LONGEST_MS - this.slow.lastsFor(now));
    return Math.max(0, spoken, this.askAgainAt - now);
  }

  /**
   * Asks at a board's rate whether one is at its prompt, or comes to it; a modem gets some noise by that, and only after it was
   * drowned in such text. Its rate is put back where none answers.
   * @throws BOARD_RESTARTED
   */
  private async askForBoard(signal: AbortSignal): Promise<void> {
    const { transport, hostClock: clock } = this;
    const rate = transport.baudRate;
    if (rate === undefined || rate === REPL_BAUD || this.asked === ASK_TIMES) return;
    this.asked++;
    this.asking = true;
    try {
      await transport.setBaudRate(REPL_BAUD, signal);
      this.discard();
      const heard = await listen(this, clock, LISTEN_MS, signal);
      if (heard === 'prompt' || (await this.tryRawRepl(signal)) || (await this.startSafely(signal)))
        this.restarted ??= boardErrors.restarted();
      this.throwIfRestarted();
      await transport.setBaudRate(rate, signal);
      this.discard();
      this.askAgainAt = clock.now() + ASK_AGAIN_MS;
    } finally {
      this.asking = false;
    }
  }

  private async tryRawRepl(signal: AbortSignal): Promise<boolean> {
    const entered = await retry(KNOCKS, async () => {
      await super.write(Uint8Array.of(KEY.interrupt, KEY.raw), signal);
      return (await awaitText(this, RAW_BANNER, KNOCK_MS, signal)).found || undefined;
    });
    return entered === true;
  }

  /** A program that sleeps is ended by nothing else. A board that still serves the modem takes no key. */
  private async startSafely(signal: AbortSignal): Promise<boolean> {
    if (this.restarted || this.asked === 1) return false;
    this.safeStart = true;
    return restartSafely(this, signal);
  }

  private throwIfRestarted(): void {
    if (this.restarted) throw this.restarted;
  }
}

/**
 * Text of 115200 baud read at 921600: a bit of the one is eight of the other, so that each byte is a low piece of the line and
 * perhaps the beginning of a high one.
 */
const LOW = 0x00;
const EDGE = 0x80;
/** Some 25 characters. A modem that starts at its slow rate says eleven; a board that starts says hundreds. */
const FEWEST_BYTES = 100;

/** Counts what looks like text of a slower rate, from the last byte that did not. */
export class SlowText {
  private lows = 0;
  private edges = 0;
  /** Milliseconds on the clock at which the first, and the last, of them came. */
  private firstAt = 0;
  private lastAt = 0;

  /** @param now milliseconds on the clock */
  push(bytes: Uint8Array, now: number): void {
    for (const byte of bytes) {
      if (byte !== LOW && byte !== EDGE) {
        this.forget();
        continue;
      }
      if (this.lows + this.edges === 0) this.firstAt = now;
      this.lastAt = now;
      if (byte === LOW) this.lows++;
      else this.edges++;
    }
  }

  forget(): void {
    this.lows = this.edges = 0;
  }

  /** Whether that much came of both kinds. NULs alone are noise. */
  get isText(): boolean {
    return this.lows + this.edges >= FEWEST_BYTES && this.lows > 0 && this.edges > 0;
  }

  /** Milliseconds since the last of it. */
  quietFor(now: number): number {
    return now - this.lastAt;
  }

  /** Milliseconds since the first of it. */
  lastsFor(now: number): number {
    return now - this.firstAt;
  }
}
