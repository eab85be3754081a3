import { isUpgradeError, UpgradeError } from '../../base/upgradeError';
import { REPL_BAUD } from '../../transport/baudRates';
import type { ModemReading } from '../../modem/modemReading';
import type { Transport } from '../../transport/transport';
import { BoardLink } from '../inspect/boardLink';
import { upgradeErrors } from '../errors';
import type { PerformContext } from './performContext';
import { identify, type PortIdentity } from './powerCycle';

/** A modem that starts, or that another program has just let go of, may not answer the first time. */
const READ_TRIES = 4;
/** With them a minute, which a start takes. */
const BETWEEN_READINGS_MS = 15_000;

/** The way to the board during one run: its port, and whether somebody is at it. */
export class BoardConnection {
  private readonly context: PerformContext;
  private held: BoardLink | undefined;
  private identity: PortIdentity | undefined;

  constructor(context: PerformContext) {
    this.context = context;
  }

  get isOpen(): boolean {
    return this.held !== undefined;
  }

  get link(): BoardLink {
    if (!this.held) throw upgradeErrors.unexpected(new Error('the board is not connected'));
    return this.held;
  }

  /** What the port is recognised by; undefined before it was opened. */
  get port(): PortIdentity | undefined {
    return this.identity;
  }

  /** Opens the port and leaves alone whatever runs on the board. @throws the port's errors */
  async open(signal: AbortSignal): Promise<BoardLink> {
    const { clock, openTransport, plan } = this.context;
    const { path } = (this.identity ??= await identify(plan.finding.port, this.context, signal));
    return (this.held = new BoardLink(await openTransport(path, REPL_BAUD, signal), clock));
  }

  /** Takes over a port that leads to the board again, and leaves alone whatever runs there. */
  async adopt(transport: Transport, signal: AbortSignal): Promise<BoardLink> {
    this.identity ??= await identify(transport.path, this.context, signal);
    await transport.setBaudRate(REPL_BAUD, signal);
    return (this.held = new BoardLink(transport, this.context.clock));
  }

  /** Opens the port and stops whatever runs on the board but its upgrade tool. @throws those of `open` and of `BoardLink.interrupt` */
  async reach(signal: AbortSignal): Promise<BoardLink> {
    const link = await this.open(signal);
    try {
      await link.interrupt(signal);
    } catch (error) {
      // A tool that is heard must not be interrupted later either, to ask what became of the modem.
      if (isUpgradeError(error, 'BOARD_UPGRADING')) await this.drop();
      throw error;
    }
    return link;
  }

  /** From now on the board is found under another name. */
  moveTo(path: string): void {
    if (this.identity) this.identity = { ...this.identity, path };
  }

  /** What the board says of its modem, once. @throws those of `readModemThroughBoard` */
  readModem(signal: AbortSignal): Promise<ModemReading> {
    const { context } = this;
    return this.link.readModem(
      (reason, until) => context.wait(reason, until - context.clock.wallTime()),
      context.logger,
      signal,
    );
  }

  /**
   * Reads the modem until it says enough, several times over a minute at most: one question that failed is no answer.
   * @returns the last reading
   * @throws those of `readModem`, when the last one failed
   */
  async readModemUntil(
    suffices: (reading: ModemReading) => boolean,
    signal: AbortSignal,
  ): Promise<ModemReading> {
    for (let triesLeft = READ_TRIES - 1; ; triesLeft--) {
      try {
        const reading = await this.readModem(signal);
        if (triesLeft === 0 || suffices(reading)) return reading;
      } catch (error) {
        if (triesLeft === 0 || !mayPass(error)) throw error;
        this.context.logger.warn(`the modem could not be read: ${error.message}`);
      }
      await this.context.clock.sleep(BETWEEN_READINGS_MS, signal);
    }
  }

  /** Gives the port away as it is. */
  release(): Transport {
    const transport = this.link.release();
    this.held = undefined;
    return transport;
  }

  /** Lets go of a port behind which there is nobody any more. */
  async drop(): Promise<void> {
    const { held } = this;
    this.held = undefined;
    await held?.release().close();
  }

  /** Hands the board back to people. */
  async close(signal: AbortSignal): Promise<void> {
    const { held } = this;
    this.held = undefined;
    await held?.close(signal);
  }
}

function mayPass(error: unknown): error is UpgradeError {
  return error instanceof UpgradeError && !['CANCELLED', 'PORT_UNPLUGGED'].includes(error.code);
}
