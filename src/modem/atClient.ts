import type { Clock } from '../base/clock';
import type { ByteStream } from '../transport/byteStream';

export interface AtCommand {
  /** Without its line end: `AT+SMOD?`. */
  readonly text: string;
  /** Milliseconds until an answer that does not come has failed. */
  readonly deadlineMs: number;
  /** Line end the command is sent with; a modem in recovery wants a bare LF for some. */
  readonly ending?: '\r\n' | '\n' | '';
  /**
   * When it is given once more; never when absent. After a refusal, because a modem that refuses a command once takes it the
   * second time (seen in users' logs). After silence only what may be given twice.
   */
  readonly again?: 'afterRefusal' | 'afterRefusalOrSilence';
  /** A line the answer must hold; an `OK` without it belongs to an earlier command. */
  readonly expect?: RegExp;
  /** A modem in recovery may answer this much and no more; taken once the line has been quiet. */
  readonly unfinished?: RegExp;
}

/** Quiet time after which an answer without an end is taken for whole, in milliseconds. */
const UNFINISHED_QUIET_MS = 300;
/** A modem that says so has forgotten what it was asked before. */
const STARTED = /^\+SYSSTART/;
/** Milliseconds that it still gets then: the line may be a late one. */
const AFTER_START_MS = 300;
/** After an unanswered command its late answer is waited for this long, so that the next is not mistaken. */
const STALE_QUIET_MS = 100;
const STALE_LIMIT_MS = 2000;
/** The longest answer has some dozens of lines; of a flood only the end can be a result. */
const MOST_LINES = 1000;
/** The longest line of an answer has some hundred characters; each piece that comes is looked through with what is held. */
const LONGEST_LINE = 8192;
/** Unsolicited lines kept; more than a modem says during an upgrade. */
const HEARD_LINES = 200;

/**
 * Speaks AT: one command, its lines, its result. Survives echo on and off, answers cut at any byte, unsolicited and
 * stale lines, NULs and noise.
 */
export class AtClient {
  readonly stream: ByteStream;
  private readonly clock: Clock;
  private readonly onUnsolicited: (line: string) => void;
  private heard: { readonly line: string; readonly number: number }[] = [];
  private heardCount = 0;
  private answerOwed = false;
  /** Beginning of an unsolicited line whose end is still on its way. */
  private begun = '';

  constructor(stream: ByteStream, clock: Clock, onUnsolicited: (line: string) => void) {
    this.stream = stream;
    this.clock = clock;
    this.onUnsolicited = onUnsolicited;
  }

  /**
   * @returns the answer, also when its result is ERROR; `undefined` when there was none in time
   * @throws PORT_UNPLUGGED, CANCELLED
   */
  async ask(command: AtCommand, signal: AbortSignal): Promise<AtAnswer | undefined> {
    const answer = await this.askOnce(command, signal);
    return isWantedAgain(command, answer) ? this.askOnce(command, signal) : answer;
  }

  private async askOnce(command: AtCommand, signal: AbortSignal): Promise<AtAnswer | undefined> {
    if (this.answerOwed) await this.collectStale(signal);
    this.listen();
    await this.stream.write(asciiBytes(command.text + (command.ending ?? '\r\n')), signal);
    this.answerOwed = true;

    let end = this.clock.now() + command.deadlineMs;
    let text = this.begun;
    this.begun = '';
    let lines: string[] = [];
    for (;;) {
      text += this.takeText();
      const split = splitLines(text);
      text = split.rest.slice(-LONGEST_LINE);
      for (const [index, line] of split.lines.entries()) {
        if (STARTED.test(line)) end = Math.min(end, this.clock.now() + AFTER_START_MS);
        const verdict = this.judge(line, command, lines);
        if (verdict === 'echo') lines = [];
        else if (verdict) {
          this.hearAll(split.lines.slice(index + 1), text);
          return this.answered(lines, verdict);
        }
      }
      // A result whose line end is still on its way, or never comes, is a result.
      const verdict = resultOf(clean(text));
      if (verdict && this.isWhole(lines, verdict, command)) return this.answered(lines, verdict);

      const left = end - this.clock.now();
      if (left <= 0) return undefined;
      const unfinished = command.unfinished?.test(clean(text) || (lines.at(-1) ?? ''));
      if (await this.stream.more(unfinished ? Math.min(left, UNFINISHED_QUIET_MS) : left, signal)) continue;
      if (unfinished) return this.answered(text === '' ? lines : [...lines, clean(text)], 'OK');
    }
  }

  /**
   * Sends a burst of as many `AT` as given, each in four bytes, without waiting for an answer.
   * @returns how many OK came, until all had or none did for `quietMs`
   */
  async burst(commands: number, quietMs: number, signal: AbortSignal): Promise<number> {
    if (this.answerOwed) await this.collectStale(signal);
    this.listen();
    await this.stream.write(asciiBytes('AT\r\n'.repeat(commands)), signal);
    this.answerOwed = true;
    let heard = 0;
    let text = '';
    do {
      const split = splitLines(text + this.takeText());
      text = split.rest.slice(-LONGEST_LINE);
      heard += split.lines.filter((line) => resultOf(line) === 'OK').length;
    } while (heard < commands && (await this.stream.more(quietMs, signal)));
    this.answerOwed = heard < commands;
    return heard;
  }

  /** A point in time to wait from, taken before the command that causes what is waited for. */
  mark(): number {
    return this.heardCount;
  }

  /**
   * Waits for an unsolicited line that came after `mark`, also while a command was under way.
   * @returns false when `ms` milliseconds passed without it
   */
  async hears(pattern: RegExp, mark: number, ms: number, signal: AbortSignal): Promise<boolean> {
    const look = (): true | undefined => {
      this.listen();
      if (this.heard.some(({ line, number }) => number >= mark && pattern.test(line))) return true;
      return pattern.test(this.begun) || undefined;
    };
    return (await this.stream.readUntil(look, ms, signal)) === true;
  }

  /** Takes what came in while no command was under way: all of it is unsolicited or stale. */
  private listen(): void {
    const { lines, rest } = splitLines(this.begun + this.takeText());
    this.hearAll(lines, rest);
  }

  /** @param rest of a line that has not ended: kept when it begins like an unsolicited one; noise would spoil what comes next */
  private hearAll(lines: readonly string[], rest: string): void {
    for (const line of lines) if (line.startsWith('+')) this.hear(line);
    const begun = clean(rest.slice(0, LONGEST_LINE));
    this.begun = begun.startsWith('+') ? begun : '';
  }

  private async collectStale(signal: AbortSignal): Promise<void> {
    const limit = this.clock.now() + STALE_LIMIT_MS;
    do this.listen();
    while ((await this.stream.more(STALE_QUIET_MS, signal)) && this.clock.now() < limit);
    this.listen();
    this.answerOwed = false;
  }

  private judge(line: string, command: AtCommand, lines: string[]): AtAnswer['result'] | 'echo' | undefined {
    if (line === command.text) return 'echo';
    const result = resultOf(line);
    if (result) return this.isWhole(lines, result, command) ? result : undefined;
    if (isUnsolicited(line, command.text)) this.hear(line);
    else if (lines.length < MOST_LINES) lines.push(line.slice(0, LONGEST_LINE));
    return undefined;
  }

  private isWhole(lines: readonly string[], result: AtAnswer['result'], { expect }: AtCommand): boolean {
    return result === 'ERROR' || !expect || lines.some((line) => expect.test(line));
  }

  private answered(lines: readonly string[], result: AtAnswer['result']): AtAnswer {
    // An ERROR may be that of an earlier command, with the answers of others on their way behind it.
    this.answerOwed = result === 'ERROR';
    return { lines, result };
  }

  private hear(heard: string): void {
    const line = heard.slice(0, LONGEST_LINE);
    this.heard.push({ line, number: this.heardCount++ });
    if (this.heard.length > HEARD_LINES) this.heard = this.heard.slice(-HEARD_LINES);
    this.onUnsolicited(line);
  }

  private takeText(): string {
    // Not by spreading: minutes of noise are more arguments than a call can have.
    return Buffer.from(this.stream.takeAll()).toString('latin1');
  }
}

function isWantedAgain({ again }: AtCommand, answer: AtAnswer | undefined): boolean {
  if (answer === undefined) return again === 'afterRefusalOrSilence';
  return again !== undefined && answer.result !== 'OK';
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** What the modem said between a command and its result. */
export interface AtAnswer {
  /** Lines in order, without echo, unsolicited lines and the result itself. */
  readonly lines: readonly string[];
  readonly result: 'OK' | 'ERROR';
}

/** Splits received text into whole lines and the unfinished rest. */
export function splitLines(text: string): { readonly lines: string[]; readonly rest: string } {
  const parts = text.split(/[\r\n]+/);
  const rest = parts.pop() ?? '';
  return { lines: parts.map(clean).filter((line) => line !== ''), rest };
}

/** After a reset the line carries NULs and noise, glued to what follows. */
export function clean(line: string): string {
  return line.replace(/[^\x20-\x7e]/g, '').trim();
}

export function resultOf(line: string): AtAnswer['result'] | undefined {
  if (line === 'OK') return 'OK';
  return line === 'ERROR' || /^\+CM[ES] ERROR\b/.test(line) ? 'ERROR' : undefined;
}

/**
 * Lines that begin with `+` answer the command of that name; with any other name they come unasked
 * (`+SYSSTART`, `+SHUTDOWN`, `+CEREG: …`).
 */
export function isUnsolicited(line: string, command: string): boolean {
  const name = /^\+([A-Z0-9]+)/.exec(line)?.[1];
  return name !== undefined && name !== /^AT\+([A-Z0-9]+)/.exec(command)?.[1];
}
