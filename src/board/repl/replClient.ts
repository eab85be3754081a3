import { withDeadline } from '../../base/cancellation';
import type { Clock } from '../../base/clock';
import { type Phrase, phrase } from '../../base/phrase';
import { isUpgradeError } from '../../base/upgradeError';
import type { ByteStream } from '../../transport/byteStream';
import { boardProgram, inCommands, packedProgram } from './boardProgram';
import { breakIn, type Patience, restartSafely } from './breakIn';
import { boardErrors } from '../errors';
import { LineCutter, type OutputLine } from './outputLines';
import type { PythonValue } from './pythonLiteral';
import { SMALL_RECEIVE_BUFFER_BYTES, TELNET_RECEIVE_BUFFER_BYTES } from '../boardRelease';
import { breakInAtOtherRate, isAnswerOfNobody } from './otherRates';
import setRateProgram from '../programs/setRate.py';
import { REPL_BAUD } from '../../transport/baudRates';
import { collectAnswer } from './replAnswer';
import { FRIENDLY_PROMPT, KEY } from './replKeys';
import { RestartRhythm } from './restartRhythm';
import { awaitText } from './streamSearch';
import { asFoundProgram, isShort, lengthenWatchdog, type Watchdog } from '../watchdog';

/** Storing a part of a long program takes a board milliseconds; a garbage collection in between some more. */
const PART_DEADLINE_MS = 5000;
/** The keys after a command share the receive buffer with it. */
const RESERVED_BYTES = 16;
/** Below it the wrapping costs what the packing saves. */
const WORTH_PACKING_BYTES = 1000;
const FRIENDLY_DEADLINE_MS = 2000;
const ENTER_TRIES = 3;
/** The board changes its rate 60 ms after the command. */
const RATE_HOLDS_MS = 200;
/** None of our programs prints as much, and neither does a tool in hours; output beyond that is read, but not kept. */
const MOST_OUTPUT_BYTES = 4 * 1024 * 1024;

export interface ExecuteOptions {
  /** What the program is to do, for the error that names it: `read the board`. */
  readonly what: Phrase;
  readonly parameters?: Readonly<Record<string, PythonValue>>;
  /** Milliseconds that the whole program may take. */
  readonly deadlineMs: number;
  /** Milliseconds to wait for more output, counted from now; called again after each piece of it. */
  readonly silenceMs?: () => number;
  readonly onLine?: (line: OutputLine) => void;
  /** Ends the wait, and leaves the program running, at the line for which it returns true. */
  readonly until?: (line: OutputLine) => boolean;
}

export interface ProgramResult {
  /** What the program printed, line ends as the board sent them. */
  readonly output: string;
  /** The traceback, or an empty text. */
  readonly error: string;
  /** False when `until` ended the wait and the program runs on. */
  readonly ended: boolean;
}

/** Runs programs on a board through the raw REPL of its MicroPython. One program at a time. */
export class ReplClient {
  readonly stream: ByteStream;
  readonly clock: Clock;
  /** Bytes that the board can hold while it does something else, as far as is known; an upload that is damaged takes the least. */
  receiveBufferBytes: number;
  /** Whether the board has `uzlib`, so that long programs can travel packed. */
  unpacks = false;
  private patience: Patience;
  private atPrompt = false;
  private mayRestart = true;
  private dog: Watchdog | undefined;
  /** That the prompt had, and gets back when the board is handed back, in bits per second; undefined for the usual one. */
  private foundRate: number | undefined;
  private readonly rhythm = new RestartRhythm();

  constructor(stream: ByteStream, clock: Clock, patience = patienceWith(stream)) {
    this.stream = stream;
    this.clock = clock;
    this.patience = patience;
    this.receiveBufferBytes =
      stream.transport.baudRate === undefined ? TELNET_RECEIVE_BUFFER_BYTES : SMALL_RECEIVE_BUFFER_BYTES;
  }

  /**
   * Ends whatever runs and goes to the raw REPL's prompt.
   * @throws REPL_SILENT, REPL_GARBLED, REPL_BUSY, PORT_UNPLUGGED, CANCELLED
   */
  async enter(signal: AbortSignal): Promise<void> {
    for (let triesLeft = ENTER_TRIES - 1; ; triesLeft--) {
      try {
        await this.breakIn(signal);
        return;
      } catch (error) {
        // A watchdog may have been faster than we were.
        const passes = isUpgradeError(error, 'BOARD_RESTARTED') || isUpgradeError(error, 'REPL_TIMEOUT');
        if (triesLeft === 0 || !passes) throw error;
      }
    }
  }

  /**
   * Restarts a board that is at its prompt without boot.py, main.py and Pybytes, and comes back to the prompt: nothing that
   * they began goes on (threads, alarms, interrupts, watchdogs).
   * @returns whether it restarted so
   * @throws those of `enter`
   */
  async restartSafely(signal: AbortSignal): Promise<boolean> {
    this.atPrompt = false;
    this.foundRate = undefined;
    const restarted = await restartSafely(this.stream, signal);
    await this.enter(signal);
    return restarted;
  }

  /** That runs on the board; undefined where none does. Known once the board was broken into. */
  get watchdog(): Watchdog | undefined {
    return this.dog;
  }

  /** Says that the board is no longer where it was left, so that the next program breaks in first. */
  forget(): void {
    this.atPrompt = false;
  }

  /** From now on the board is never restarted to end what it runs: its modem may depend on it. */
  neverRestart(): void {
    this.patience = { ...this.patience, safeBoot: false };
    this.mayRestart = false;
  }

  /**
   * Runs a program, breaking in first where that is needed. After an error or a cancel the program may still run;
   * the next call ends it.
   * @throws REPL_TIMEOUT, BOARD_RESTARTED and those of `enter`; a traceback is a result, not an error
   */
  async execute(program: string, options: ExecuteOptions, signal: AbortSignal): Promise<ProgramResult> {
    const { last, failed } = await this.bring(program, options, signal);
    if (failed) return failed;
    const result = await this.run(last, options, signal);
    this.atPrompt = result.ended;
    return result;
  }

  /**
   * As `execute`, for programs that have no business failing.
   * @returns what the program printed
   * @throws BOARD_PROGRAM_FAILED for a traceback, and those of `execute`
   */
  async ask(program: string, options: ExecuteOptions, signal: AbortSignal): Promise<string> {
    const { output, error } = await this.execute(program, options, signal);
    if (error !== '') throw boardErrors.programFailed(options.what, error);
    return output;
  }

  /**
   * Starts a program that speaks a language of its own; its words are the caller's to read from the stream.
   * @throws BOARD_PROGRAM_FAILED, REPL_TIMEOUT and those of `enter`
   */
  async start(
    program: string,
    options: Pick<ExecuteOptions, 'what' | 'parameters'>,
    signal: AbortSignal,
  ): Promise<void> {
    const { last, failed } = await this.bring(program, options, signal);
    if (failed) throw boardErrors.programFailed(options.what, failed.error);
    await this.send(last, signal);
    const accepted = await awaitText(this.stream, 'OK', PART_DEADLINE_MS, signal);
    if (!accepted.found) throw boardErrors.timeout(options.what, PART_DEADLINE_MS / 1000);
  }

  /** The program that was started is over: its prompt is awaited, and broken in for when it does not come. */
  async awaitPrompt(ms: number, signal: AbortSignal): Promise<void> {
    const prompt = await awaitText(this.stream, '\x04>', ms, signal);
    if (prompt.found) this.atPrompt = true;
    else await this.enter(signal);
  }

  /** Hands the board back to people: the friendly prompt. Says nothing when the board does not answer. */
  async leave(signal: AbortSignal): Promise<void> {
    if (!this.atPrompt) return;
    const stillThere = await this.unleash(signal);
    this.atPrompt = false;
    if (!stillThere) return;
    this.atPrompt = true;
    await this.giveRateBack(signal);
    this.atPrompt = false;
    await this.stream.write(Uint8Array.of(KEY.friendly), signal);
    await awaitText(this.stream, FRIENDLY_PROMPT, FRIENDLY_DEADLINE_MS, signal);
  }

  private async breakIn(signal: AbortSignal): Promise<void> {
    this.atPrompt = false;
    // Also bytes that are no text: they may be those of a tool at another rate.
    let came = false;
    const listening = this.stream.transport.onData(() => {
      came = true;
    });
    try {
      await breakIn(this.stream, this.clock, this.patience, signal);
    } catch (error) {
      if (!isAnswerOfNobody(error) || !(await this.bringFromOtherRate(!came, signal))) throw error;
    } finally {
      listening.dispose();
    }
    this.atPrompt = true;
    this.rhythm.begin(this.clock.now());
    const dog = await lengthenWatchdog((program, options) => this.execute(program, options, signal));
    // What it had before us is what was found first.
    this.dog = dog && { ...dog, foundMs: this.dog && !isShort(dog) ? this.dog.foundMs : dog.foundMs };
  }

  /**
   * A prompt to which boot.py gave a rate of its own gets the usual one, as long as it is worked with: all that follows counts on it.
   * @returns false where there is none
   * @throws those of `breakIn`
   */
  private async bringFromOtherRate(nothingCame: boolean, signal: AbortSignal): Promise<boolean> {
    const { transport } = this.stream;
    if (transport.baudRate !== REPL_BAUD) return false;
    const rate = await breakInAtOtherRate(this.stream, this.clock, nothingCame, signal);
    if (rate === undefined) return false;
    this.atPrompt = true;
    await this.setRate(REPL_BAUD, signal);
    await breakIn(this.stream, this.clock, this.patience, signal);
    this.foundRate = rate;
    return true;
  }

  /** Of the board's prompt and of the port. What the board says behind it is not awaited. */
  private async setRate(rate: number, signal: AbortSignal): Promise<void> {
    const options = { what: phrase('set the rate of the prompt'), parameters: { rate } };
    await this.start(setRateProgram, options, signal);
    await this.stream.transport.setBaudRate(rate, signal);
    await this.clock.sleep(RATE_HOLDS_MS, signal);
    this.stream.discard();
  }

  /** Only where the board has not restarted since: then it has its own rate already, or none in safe boot. */
  private async giveRateBack(signal: AbortSignal): Promise<void> {
    const { foundRate } = this;
    this.foundRate = undefined;
    if (foundRate !== undefined) await this.setRate(foundRate, signal);
  }

  /** A watchdog goes back to what it was, unless the modem may depend on the board: the user's program is to be guarded again. */
  private async unleash(signal: AbortSignal): Promise<boolean> {
    const { dog } = this;
    this.dog = undefined;
    if (!dog || dog.ms === dog.foundMs || !this.mayRestart) return true;
    try {
      const options = { what: phrase('put the watchdog back'), deadlineMs: FRIENDLY_DEADLINE_MS };
      await this.execute(asFoundProgram(dog), options, signal);
      return true;
    } catch (error) {
      // A short one may be faster than its answer; a board that is gone has none any more.
      if (!isUpgradeError(error, 'BOARD_RESTARTED') && !isUpgradeError(error, 'REPL_TIMEOUT')) throw error;
      return false;
    }
  }

  /** Breaks in where needed and brings all of a program but its last command to the board. */
  private async bring(
    program: string,
    options: Pick<ExecuteOptions, 'what' | 'parameters'>,
    signal: AbortSignal,
  ): Promise<{ last: string; failed?: ProgramResult }> {
    if (!this.atPrompt) await this.enter(signal);
    this.atPrompt = false;
    const source = boardProgram(program, options.parameters);
    const packed = this.unpacks && source.length > WORTH_PACKING_BYTES ? packedProgram(source) : source;
    // A larger buffer is believed of a release, not seen: a few answers more cost less than a program that arrives in pieces.
    const sure = Math.min(this.receiveBufferBytes, SMALL_RECEIVE_BUFFER_BYTES);
    const commands = inCommands(packed, sure - RESERVED_BYTES);
    const last = commands.pop() ?? '';
    for (const command of commands) {
      const stored = await this.run(command, { what: options.what, deadlineMs: PART_DEADLINE_MS }, signal);
      if (stored.error === '') continue;
      this.atPrompt = true;
      return { last, failed: stored };
    }
    return { last };
  }

  private async send(command: string, signal: AbortSignal): Promise<void> {
    this.stream.discard();
    await this.stream.write(Buffer.concat([Buffer.from(command, 'latin1'), Uint8Array.of(KEY.run)]), signal);
  }

  private async run(command: string, options: ExecuteOptions, signal: AbortSignal): Promise<ProgramResult> {
    await this.send(command, signal);
    try {
      return await this.answerTo(options, signal);
    } catch (error) {
      throw isUpgradeError(error, 'BOARD_RESTARTED') ? this.rhythm.judge(error, this.clock.now()) : error;
    }
  }

  private async answerTo(options: ExecuteOptions, signal: AbortSignal): Promise<ProgramResult> {
    const output: Uint8Array[] = [];
    let kept = 0;
    let stopped = false;
    const cutter = new LineCutter((line) => {
      options.onLine?.(line);
      if (options.until?.(line)) stopped = true;
    });
    const collected = await withDeadline(this.clock, options.deadlineMs, signal, (ended) =>
      collectAnswer(
        this.stream,
        {
          onOutput: (bytes) => {
            if (kept < MOST_OUTPUT_BYTES) output.push(bytes);
            kept += bytes.length;
            cutter.push(bytes);
            return !stopped;
          },
          silenceMs: options.silenceMs ?? (() => options.deadlineMs),
        },
        ended,
      ),
    );
    if (collected === undefined || collected.end === 'silence') {
      throw boardErrors.timeout(options.what, Math.round(options.deadlineMs / 1000));
    }
    cutter.finish();
    return {
      output: Buffer.concat(output).toString('utf8'),
      error: collected.error,
      ended: collected.end === 'prompt',
    };
  }
}

/** A board’s settings for its network are often in boot.py: after a safe boot nobody could reach it. */
function patienceWith({ transport }: ByteStream): Patience {
  return { safeBoot: transport.baudRate !== undefined };
}
