import fs from 'node:fs';
import path from 'node:path';
import type { BoardOptions } from '../boardOptions';
import { type AtAnswer, ModemLine } from './modemLine';
import { detectState, negotiateRate, wakeUp } from './modemState';
import { progressLine } from './progressLine';
import { StpSender } from './stpSender';
import type { ToolFile } from './toolFile';

/** Python’s text for errno 5. */
const INPUT_OUTPUT_FAILED = '[Errno 5] EIO';
const READ_MS = 20_000;
const NEGOTIATING_TRIES = 5;
/** The bootrom that comes with the board's firmware; a real one has some 55,000 bytes. */
const BOOTROM_BYTES = 6000;

export interface ToolSurroundings {
  /** Prints on the terminal of the calling program. */
  print(text: string): void;
  /** Whether a card with a file system is in its slot. */
  cardReadable(): boolean;
}

/** `whole`, or where the transfer failed. */
export type Transmitted = 'whole' | 'unopened' | 'broken';

/**
 * The part of the board’s `sqnsupgrade` module that uses the modem’s UART for AT and STP. The module itself decides what a
 * release does and prints.
 */
export class SqnsUpgradeTool {
  private readonly options: BoardOptions;
  private readonly folder: string;
  private readonly surroundings: ToolSurroundings;
  /** Kept between calls, so that the modem’s output in between is not lost. */
  private line: ModemLine | undefined;

  /** @param folder host folder that holds `flash/` and `sd/` */
  constructor(options: BoardOptions, folder: string, surroundings: ToolSurroundings) {
    this.options = options;
    this.folder = folder;
    this.surroundings = surroundings;
  }

  detect(tries: number, signal: AbortSignal): Promise<number | null> {
    return this.talking(signal, (line) => detectState(line, tries));
  }

  wake(tries: number, signal: AbortSignal): Promise<boolean> {
    return this.talking(signal, (line) => wakeUp(line, tries));
  }

  command(text: string, ms: number, lineEnd: string, signal: AbortSignal): Promise<AtAnswer> {
    return this.talking(signal, (line) => line.command(text, ms, lineEnd));
  }

  waitFor(text: string, ms: number, signal: AbortSignal): Promise<boolean> {
    return this.talking(signal, (line) => line.waitFor(text, ms));
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return this.options.clock.sleep(ms, signal);
  }

  now(): number {
    return this.options.clock.now();
  }

  /**
   * Switches a modem in recovery from its initial rate to the usual rate.
   * @param raises whether a slow modem gets the command for a higher rate
   */
  negotiate(raises: boolean, signal: AbortSignal): Promise<boolean> {
    return this.talking(signal, async (line) => {
      const foundSlow = line.isSlow;
      if ((await detectState(line, NEGOTIATING_TRIES)) === null) return false;
      return foundSlow && !raises ? true : negotiateRate(line);
    });
  }

  /** @param boardPath the file’s path; null for the bootrom that comes with the board’s firmware */
  transmit(boardPath: string | null, signal: AbortSignal): Promise<Transmitted> {
    return this.talking(signal, async (line) => {
      const file = boardPath === null ? builtInBootrom() : this.open(boardPath);
      const sender = new StpSender(line);
      const opened = await sender.open();
      if (!opened) return 'unopened';
      this.print(
        `Session opened: version ${opened.version}, max transfer ${opened.maximumTransfer} bytes\r\n`,
      );
      let shown = '';
      const show = (sent: number): void => {
        const text = progressLine(file.size, sent);
        if (text === shown) return;
        shown = text;
        this.print(`\r${text}`);
      };
      show(0);
      const whole = await sender.send(file, opened.maximumTransfer, show);
      this.print('\r\n');
      if (!whole) return 'broken';
      await sender.close();
      return 'whole';
    });
  }

  /** Sends one command like `LTE.send_at_cmd`. @returns the answer’s text */
  async at(command: string, deadlineMs: number, signal: AbortSignal): Promise<string> {
    return (await this.command(command, deadlineMs, '\r\n', signal)).text;
  }

  async imei(signal: AbortSignal): Promise<string | null> {
    if ((await this.detect(1, signal)) !== 2) return null;
    return /\d{14,16}/.exec(await this.at('AT+CGSN', READ_MS, signal))?.[0] ?? null;
  }

  /** `machine.UART(1, …)` in a program of the board. Creating it discards earlier input. */
  openUart(baudRate: number, signal: AbortSignal): Promise<void> {
    return this.talking(signal, (line) => {
      line.baudRate = baudRate;
      line.discard();
      return Promise.resolve();
    });
  }

  uartAny(signal: AbortSignal): Promise<number> {
    return this.talking(signal, (line) => Promise.resolve(line.available));
  }

  /** @returns hexadecimal digits */
  uartRead(signal: AbortSignal): Promise<string> {
    return this.talking(signal, (line) => Promise.resolve(line.takeAll().toString('hex')));
  }

  uartWrite(digits: string, signal: AbortSignal): Promise<void> {
    return this.talking(signal, (line) => {
      line.write(Buffer.from(digits, 'hex'));
      return Promise.resolve();
    });
  }

  private print(text: string): void {
    this.surroundings.print(text);
  }

  private open(boardPath: string): ToolFile {
    const place = path.posix.resolve('/flash', boardPath);
    const bytes = fs.readFileSync(path.join(this.folder, place));
    return {
      size: bytes.length,
      read: (begin, end) => {
        if (place.startsWith('/sd/') && !this.surroundings.cardReadable())
          throw new Error(INPUT_OUTPUT_FAILED);
        return bytes.subarray(begin, end);
      },
    };
  }

  private talking<T>(signal: AbortSignal, action: (line: ModemLine) => Promise<T>): Promise<T> {
    const { modem, clock } = this.options;
    if (!modem) throw new Error('no modem');
    this.line ??= new ModemLine(modem, clock);
    this.line.signal = signal;
    return action(this.line);
  }
}

/** The simulator’s own format. The modem recognises it by its beginning. */
function builtInBootrom(): ToolFile {
  const bytes = Buffer.alloc(BOOTROM_BYTES, 0x5a);
  bytes.write('BOOTROM 41019 ', 'latin1');
  return { size: bytes.length, read: (begin, end) => bytes.subarray(begin, end) };
}
