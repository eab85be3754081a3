import fs from 'node:fs';
import path from 'node:path';
import type { BoardOptions } from '../boardOptions';
import { type AtAnswer, ModemLine } from './modemLine';
import { detectState, negotiateRate, wakeUp } from './modemState';
import { progressLine } from './progressLine';
import { StpSender } from './stpSender';
import type { ToolFile } from './toolFile';

/** What Python prints of errno 5. */
const INPUT_OUTPUT_FAILED = '[Errno 5] EIO';
const READ_MS = 20_000;
const NEGOTIATING_TRIES = 5;
/** The bootrom that comes with the board's firmware; a real one has some 55,000 bytes. */
const BOOTROM_BYTES = 6000;

export interface ToolSurroundings {
  /** On the terminal of the program that called. */
  print(text: string): void;
  /** Whether a card with a file system is in its slot. */
  cardReadable(): boolean;
}

/** `whole`, or how far it came. */
export type Transmitted = 'whole' | 'unopened' | 'broken';

/**
 * What the board's `sqnsupgrade` module does to the modem's UART: AT and STP to whatever modem is there. Which release does
 * what, and what it prints, is in the module itself.
 */
export class SqnsUpgradeTool {
  private readonly options: BoardOptions;
  private readonly folder: string;
  private readonly surroundings: ToolSurroundings;
  /** Kept from one call to the next: what the modem says in between is not lost. */
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
   * Brings a modem in recovery to the rate everything else runs at, from the one at which it came up.
   * @param raises whether one that was found slow is asked for more
   */
  negotiate(raises: boolean, signal: AbortSignal): Promise<boolean> {
    return this.talking(signal, async (line) => {
      const foundSlow = line.isSlow;
      if ((await detectState(line, NEGOTIATING_TRIES)) === null) return false;
      return foundSlow && !raises ? true : negotiateRate(line);
    });
  }

  /** @param boardPath of the file; null for the bootrom that comes with the board's firmware */
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

  /** One command as `LTE.send_at_cmd` sends it: the answer's text. */
  async at(command: string, deadlineMs: number, signal: AbortSignal): Promise<string> {
    return (await this.command(command, deadlineMs, '\r\n', signal)).text;
  }

  async imei(signal: AbortSignal): Promise<string | null> {
    if ((await this.detect(1, signal)) !== 2) return null;
    return /\d{14,16}/.exec(await this.at('AT+CGSN', READ_MS, signal))?.[0] ?? null;
  }

  /** `machine.UART(1, …)` of a program of the board: made anew it forgets what came. */
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

/** In a form of the simulator's own; the modem knows it again by its beginning. */
function builtInBootrom(): ToolFile {
  const bytes = Buffer.alloc(BOOTROM_BYTES, 0x5a);
  bytes.write('BOOTROM 41019 ', 'latin1');
  return { size: bytes.length, read: (begin, end) => bytes.subarray(begin, end) };
}
