import fs from 'node:fs';
import path from 'node:path';
import type { BoardOptions } from '../boardOptions';
import { releaseFacts } from '../release';
import { ModemLine } from './modemLine';
import { detectState, negotiateRate } from './modemState';
import type { Print } from './print';
import type { ToolFile } from './toolFile';
import { loadUpdater, upgrade } from './upgrade';
import { printVersion, readBootrom, readImei } from './versions';

const FACTORY_BOOTROM = '33080';
/** What Python prints of errno 5. */
const INPUT_OUTPUT_FAILED = '[Errno 5] EIO';

export interface ToolSurroundings {
  /** On the terminal of the program that called. */
  print(text: string): void;
  /** Whether a card with a file system is in its slot. */
  cardReadable(): boolean;
}

/**
 * The work of the board's `sqnsupgrade` module: a program of our own that says what the real one says, as far as that
 * is documented, and talks AT and STP to whatever modem is there.
 */
export class SqnsUpgradeTool {
  private readonly options: BoardOptions;
  private readonly folder: string;
  private readonly surroundings: ToolSurroundings;

  /** @param folder host folder that holds `flash/` and `sd/` */
  constructor(options: BoardOptions, folder: string, surroundings: ToolSurroundings) {
    this.options = options;
    this.folder = folder;
    this.surroundings = surroundings;
  }

  banner(): void {
    const { sysname, release } = this.options;
    const { toolVersion } = releaseFacts(release, sysname);
    this.print(`<<< Welcome to the SQN3330 firmware updater [${toolVersion ?? ''}] >>>`);
    this.print(`>>> ${sysname} with firmware version ${release}`);
  }

  info(verbose: boolean, signal: AbortSignal): Promise<boolean> {
    return this.talking(signal, async (line) => {
      const state = await detectState(line);
      switch (state) {
        case 2:
          this.print('Your modem is in application mode. Here is the current version:');
          await printVersion(line, verbose, this.print);
          break;
        case 1:
          this.print('Your modem is in mTools mode.');
          break;
        case 0:
          this.print(
            'Your modem is in recovery mode! Use firmware.dup and updater.elf to flash new firmware.',
          );
          break;
        case 4:
          this.print('Your modem is in upgrade mode! Use firmware.dup to flash new firmware.');
          break;
        case null:
          this.print('Cannot determine modem state!');
      }
      return state !== null;
    });
  }

  state(signal: AbortSignal): Promise<number | null> {
    return this.talking(signal, detectState);
  }

  imei(signal: AbortSignal): Promise<string | null> {
    return this.talking(signal, async (line) => ((await detectState(line)) === 2 ? readImei(line) : null));
  }

  /** The files were checked by the caller. */
  run(
    image: string,
    updater: string | null,
    verbose: boolean,
    loadFff: boolean,
    signal: AbortSignal,
  ): Promise<boolean> {
    return this.talking(signal, (line) =>
      upgrade(
        line,
        {
          image: this.open(image),
          updater: updater === null ? null : this.open(updater),
          verbose,
          loadFff,
          oldTexts: releaseFacts(this.options.release, this.options.sysname).toolVersion === '1.2.5',
        },
        this.print,
      ),
    );
  }

  load(updater: string, verbose: boolean, signal: AbortSignal): Promise<boolean> {
    return this.talking(signal, async (line) => {
      const state = await detectState(line);
      if (state !== 0) {
        this.print('Your modem is not in recovery mode!');
        return false;
      }
      await loadUpdater(line, state, this.open(updater), verbose, this.print);
      return true;
    });
  }

  /** Makes the modem ready for MIRROR mode; false when that must not be entered. */
  prepareMirror(
    ffhMode: boolean,
    updater: string | null,
    verbose: boolean,
    signal: AbortSignal,
  ): Promise<boolean> {
    return this.talking(signal, async (line) => {
      this.print('Preparing modem for upgrade...');
      const state = await detectState(line);
      if (state === null) {
        this.print('Cannot determine modem state!');
        return false;
      }
      if (ffhMode && state !== 0) {
        const bootrom = state === 2 ? await readBootrom(line) : undefined;
        if (bootrom !== FACTORY_BOOTROM) {
          this.print('FFH mode is not necessary... ignoring!');
          this.print('Do not specify updater.elf when updating!');
        } else {
          // A bootrom of the board's own goes first; the modem takes it in recovery and stays there.
          await line.command('AT+SMSWBOOT=0,1', 5000);
          await line.sleep(3000);
          await detectState(line);
        }
      }
      if (state === 0 && updater !== null)
        await loadUpdater(line, state, this.open(updater), verbose, this.print);
      return negotiateRate(line);
    });
  }

  /** One command as `LTE.send_at_cmd` sends it: the answer's text. */
  async at(command: string, deadlineMs: number, signal: AbortSignal): Promise<string> {
    return this.talking(signal, async (line) => (await line.command(command, deadlineMs)).text);
  }

  private readonly print: Print = (text, end = '\r\n') => {
    this.surroundings.print(text + end);
  };

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

  private async talking<T>(signal: AbortSignal, action: (line: ModemLine) => Promise<T>): Promise<T> {
    const { modem, clock } = this.options;
    if (!modem) throw new Error('no modem');
    const line = new ModemLine(modem, clock, signal);
    try {
      return await action(line);
    } finally {
      line.dispose();
    }
  }
}
