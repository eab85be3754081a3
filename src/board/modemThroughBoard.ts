import { FAST_BAUD } from '../transport/baudRates';
import type { Disposable } from '../base/disposable';
import { Emitter, type Listener } from '../base/emitter';
import type { Logger } from '../base/logger';
import { phrase } from '../base/phrase';
import { UpgradeError } from '../base/upgradeError';
import type { Transport } from '../transport/transport';
import { answeredValues } from './repl/boardProgram';
import askModemProgram from './programs/askModem.py';
import type { ReplClient } from './repl/replClient';

/** How long an answer is waited for on the board, ms; an awake modem needs two seconds at most. */
const ANSWER_MS = 2500;
/** What is added for the program's way to the board and back, ms. */
const AROUND_MS = 15_000;
/** With these an answer is over. */
const ENDS = [Uint8Array.from(Buffer.from('OK')), Uint8Array.from(Buffer.from('ERROR'))];
/** So often in a row nothing is learned through a board before that is its failure, not the modem's silence. */
const FAILURES_IN_A_ROW = 5;
/** The modem's usual rate, bits per second. */
const USUAL_RATE = FAST_BAUD;

/**
 * The modem behind a board that is at its prompt, as a port: each write is a program on the board, which passes the bytes on and
 * brings back what the modem says to them. Nothing is heard in between.
 */
export class ModemThroughBoard implements Transport {
  readonly path: string;
  private rate = USUAL_RATE;
  private readonly client: ReplClient;
  private readonly logger: Logger;
  private readonly data = new Emitter<Uint8Array>();
  private readonly lost = new Emitter<UpgradeError>();
  readonly onData: (listener: Listener<Uint8Array>) => Disposable = this.data.event;
  readonly onLost: (listener: Listener<UpgradeError>) => Disposable = this.lost.event;
  private failures = 0;

  constructor(client: ReplClient, path: string, logger: Logger) {
    this.client = client;
    this.path = path;
    this.logger = logger;
  }

  get baudRate(): number {
    return this.rate;
  }

  /**
   * A board that fails once is asked again by the next question: it may have restarted.
   * @throws PORT_UNPLUGGED, CANCELLED, and what the board failed by when it did so several times in a row
   */
  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    let said: Buffer;
    try {
      said = await this.ask(bytes, signal);
      this.failures = 0;
    } catch (error) {
      const passes = error instanceof UpgradeError && !['CANCELLED', 'PORT_UNPLUGGED'].includes(error.code);
      this.failures++;
      if (!passes || this.failures === FAILURES_IN_A_ROW) throw error;
      this.logger.info(`the board could not ask its modem: ${error.message}`);
      return;
    }
    if (said.length > 0) this.data.fire(said);
  }

  drain(): Promise<void> {
    return Promise.resolve();
  }

  setBaudRate(bitsPerSecond: number): Promise<void> {
    this.rate = bitsPerSecond;
    return Promise.resolve();
  }

  /** The board's own port stays open: it is somebody else's. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private async ask(question: Uint8Array, signal: AbortSignal): Promise<Buffer> {
    const output = await this.client.ask(
      askModemProgram,
      {
        what: phrase('ask the modem'),
        parameters: { question, rate: this.rate, ms: ANSWER_MS, ends: ENDS },
        deadlineMs: ANSWER_MS + AROUND_MS,
      },
      signal,
    );
    return Buffer.from(answeredValues(output).get('said') ?? '', 'hex');
  }
}
