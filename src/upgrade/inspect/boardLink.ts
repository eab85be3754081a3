import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { BoardReading } from '../../board/boardReading';
import { isUpgradeError, UpgradeError } from '../../base/upgradeError';
import { inspectBoard } from '../../board/inspectBoard';
import { readModemThroughBoard } from '../../board/readModemThroughBoard';
import { listen, LISTEN_MS, PROMPT_SETTLES_MS } from '../../board/repl/listen';
import { RestartWatch } from '../../board/repl/replAnswer';
import { ReplClient } from '../../board/repl/replClient';
import type { OnWait } from '../../board/wait';
import { type ModemReading, ofWork } from '../../modem/modemReading';
import type { UpgradeResult } from '../../modem/upgradeResult';
import { ByteStream } from '../../transport/byteStream';
import type { Transport } from '../../transport/transport';
import { askThroughBoard } from './askThroughBoard';

/** Ctrl-B; unlike Ctrl-C it does nothing to a running program. */
const FRIENDLY_KEY = 0x02;
const PROMPT = '>>> ';

/** State of a modem that tells its build. */
const APPLICATION = 2;
/** State of one that may be at work on an image. */
const UPDATER = 4;
const READ_TRIES = 3;
/** Enough for both rates of a modem, a second each. */
const WAKE_TRIES = 10;
/** Where there is nobody to ask any more. */
const PASSED_ON = ['CANCELLED', 'PORT_UNPLUGGED'] as const;
const BETWEEN_READINGS_MS = 2000;

/** A board's REPL at the other end of an open transport. */
export class BoardLink {
  readonly transport: Transport;
  readonly client: ReplClient;
  private readonly stream: ByteStream;
  private readonly clock: Clock;
  /** Of the board's own tool; null until it was asked for. */
  private toolVersion: string | null = null;

  constructor(transport: Transport, clock: Clock) {
    this.transport = transport;
    this.clock = clock;
    this.stream = new ByteStream(transport, clock);
    this.client = new ReplClient(this.stream, clock);
  }

  /**
   * Ends whatever runs on the board and goes to its prompt, unless that is the board's own upgrade tool: since this board was
   * planned for, somebody may have typed `sqnsupgrade.run` there.
   * @throws BOARD_UPGRADING and those of `ReplClient.enter`
   */
  async interrupt(signal: AbortSignal): Promise<void> {
    await listen(this.stream, this.clock, LISTEN_MS, signal);
    await this.client.enter(signal);
  }

  async inspect(signal: AbortSignal): Promise<BoardReading> {
    const board = await inspectBoard(this.client, signal);
    this.toolVersion = board.toolVersion;
    return board;
  }

  /**
   * What its modem says. One that runs and was misread, so that it named no build, or two, is asked again; one in its updater is
   * asked whether it is at work there, which the board's tool does not ask.
   * @param logger gets what the reading had to do without
   */
  async readModem(onWait: OnWait, logger: Logger, signal: AbortSignal): Promise<ModemReading> {
    const onUnanswered = (reason: unknown): void =>
      logger.warn(`the modem did not tell its boot loaders: ${String(reason)}`);
    const listener = { onWait, onUnanswered };
    for (let triesLeft = READ_TRIES - 1; ; triesLeft--) {
      const { agrees, ...modem } = await readModemThroughBoard(
        this.client,
        this.toolVersion,
        listener,
        signal,
      );
      const clear = agrees && (modem.state !== APPLICATION || modem.build !== null);
      if (clear || triesLeft === 0)
        return modem.state === UPDATER
          ? { ...modem, ...ofWork(await this.readUpgradeResult(logger, signal, true)) }
          : { ...modem, applying: false };
      logger.warn('the modem was misread; it is asked again');
      await this.clock.sleep(BETWEEN_READINGS_MS, signal);
    }
  }

  /**
   * What the modem says of an upgrade, through the board; one that the board cannot ask is silent.
   * @param atAnyRate whether to look for its rate first: an updater that was loaded in recovery speaks that of recovery
   */
  async readUpgradeResult(logger: Logger, signal: AbortSignal, atAnyRate = false): Promise<UpgradeResult> {
    const { clock, client } = this;
    try {
      return await askThroughBoard({ client, port: this.transport.path, clock, logger }, async (link) => {
        if (atAnyRate) await link.wakeAtAnyRate(WAKE_TRIES, signal);
        return link.modem.readUpgradeResult(signal);
      });
    } catch (error) {
      if (!(error instanceof UpgradeError) || PASSED_ON.some((code) => error.code === code)) throw error;
      logger.warn(`the modem does not say whether it is at work: ${error.message}`);
      return { kind: 'silent', text: '' };
    }
  }

  /**
   * Waits, without interrupting it, until whatever runs on the board has ended, be it that the board says that it restarts.
   * @returns false when it had not ended after `ms` milliseconds
   */
  async untilIdle(ms: number, signal: AbortSignal): Promise<boolean> {
    const watch = new RestartWatch();
    try {
      return await this.untilPrompt(ms, signal, (bytes) => watch.push(bytes));
    } catch (error) {
      if (isUpgradeError(error, 'BOARD_RESTARTED')) return true;
      throw error;
    }
  }

  /**
   * Waits, without interrupting what runs, for the prompt: the key asks for it, and is read only when nothing runs.
   * @returns false when there was none after `ms` milliseconds
   */
  async untilPrompt(
    ms: number,
    signal: AbortSignal,
    onBytes: (bytes: Uint8Array) => void = () => undefined,
  ): Promise<boolean> {
    await this.stream.write(Uint8Array.of(FRIENDLY_KEY), signal);
    const end = this.clock.now() + ms;
    for (let text = ''; ;) {
      const bytes = this.stream.takeAll();
      onBytes(bytes);
      text = (text + Buffer.from(bytes).toString('latin1')).slice(-PROMPT.length);
      const left = end - this.clock.now();
      // A line of the tool's begins as a prompt does: what stays is one.
      const atPrompt = text === PROMPT;
      const wait = atPrompt ? Math.min(left, PROMPT_SETTLES_MS) : left;
      if (wait <= 0 || !(await this.stream.more(wait, signal))) return atPrompt;
    }
  }

  /** Leaves the transport open and stops listening to it: from now on it belongs to somebody else. */
  release(): Transport {
    this.stream.dispose();
    return this.transport;
  }

  /** Hands the board back to people and closes the port. */
  async close(signal: AbortSignal): Promise<void> {
    try {
      await this.client.leave(signal);
    } finally {
      this.stream.dispose();
      await this.transport.close();
    }
  }
}
