import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Emitter } from '../../../src/base/emitter';
import type { ModemOutput } from '../modem/modemOutput';
import { type ResetCause, romText } from './banner';
import { type BoardOptions, withDefaults } from './boardOptions';
import { HostServices } from './hostServices';
import { InterpreterThread } from './interpreterThread';
import type { BootKind, WorkerMessage } from './messages';
import { MirrorMode } from './mirrorMode';
import { Receiver, type ReceiverCounters } from './receiver';
import { releaseFacts } from './release';
import { Cell, SharedState } from './sharedState';
import { threadSetup, volumesOf } from './threadSetup';
import { Transmitter } from './transmitter';
import { Volume } from './worker/volume';
import type { WireEnd } from '../inProcess';

/** Rate of the REPL after every reset, bits per second. */
export const REPL_BAUD_RATE = 115_200;
const NOT_ARMED = -1;
const LONGEST_TIMER_MS = 3_600_000;

interface BootRequest {
  readonly kind: BootKind;
  readonly rawRepl: boolean;
  readonly cause: ResetCause;
}

/**
 * A Pycom board: a real MicroPython in its own thread, `/flash` on a host folder, a UART with the limits of the
 * real one, and the modem behind a second UART. Its controls are those of a user: reset button, power.
 * The board has no connection yet: the code that connects it calls `receive` and listens to `onOutput`.
 */
export class SimulatedBoard implements WireEnd {
  readonly options: BoardOptions;
  /** Host folder with `flash/` and `sd/`. */
  readonly folder: string;
  private readonly output = new Emitter<ModemOutput>();
  readonly onOutput = this.output.event;
  private readonly down = new Emitter<void>();
  /** The firmware ends: a restart begins, or the power is cut. */
  readonly onDown = this.down.event;
  private readonly up = new Emitter<void>();
  /** The firmware takes input again. */
  readonly onUp = this.up.event;
  private readonly state: SharedState;
  private readonly receiver: Receiver;
  private readonly transmitter: Transmitter;
  private readonly services: HostServices;
  private thread: InterpreterThread | undefined;
  private mirror: MirrorMode | undefined;
  /** Boots follow one another; a request during a boot waits for it. */
  private booting: Promise<void> = Promise.resolve();
  private powered = false;
  private stopped = false;
  private boots = 0;
  private safeBoots = 0;
  private watchdogResets = 0;
  private watchdog: NodeJS.Timeout | undefined;
  /** `pycom.wdt_on_boot()`, which survives resets and power cuts. */
  private guardsBoot: boolean;
  /** Whether an unfinished hash exists before a host connects. */
  private hashBegun: boolean;

  private constructor(options: BoardOptions) {
    this.options = options;
    this.guardsBoot = options.watchdogOnBootMs !== undefined;
    this.folder = options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'pycom-board-'));
    const facts = releaseFacts(options.release, options.sysname);
    this.state = SharedState.create(options.receiveBufferBytes ?? facts.receiveBufferBytes);
    if (options.sdCard.state === 'read-only') this.state.set(Cell.cardLocked, 1);
    this.hashBegun = options.hashBegun;
    this.transmitter = new Transmitter(this.state, options.answerPieces, (bytes, baudRate) =>
      this.output.fire({ bytes, baudRate }),
    );
    this.receiver = new Receiver(
      this.state,
      () => this.services.interrupt(),
      () => void this.boot({ kind: 'safe', rawRepl: false, cause: 'watchdog' }),
    );
    this.services = new HostServices(options, this.folder, {
      print: (text) => {
        if (this.state.get(Cell.terminal) === 1) this.transmitter.sendText(text);
      },
      cardReadable: () => this.cardReadable,
      enterMirrorMode: () => this.enterMirrorMode(),
      watchdogOnBoot: (enable) => (this.guardsBoot = enable ?? this.guardsBoot),
    });
  }

  /** Powers a board on; resolves when its firmware accepts input. */
  static async start(options: Partial<BoardOptions> = {}): Promise<SimulatedBoard> {
    const board = new SimulatedBoard(withDefaults(options));
    fs.mkdirSync(board.flashFolder, { recursive: true });
    fs.mkdirSync(path.join(board.flashFolder, 'lib'), { recursive: true });
    if (board.options.sdCard.state !== 'absent') fs.mkdirSync(board.sdFolder, { recursive: true });
    const { mainPy, bootPy } = board.options;
    if (mainPy !== undefined) fs.writeFileSync(path.join(board.flashFolder, 'main.py'), mainPy);
    if (bootPy !== undefined) fs.writeFileSync(path.join(board.flashFolder, 'boot.py'), bootPy);
    board.powered = true;
    await board.boot({ kind: 'hard', rawRepl: false, cause: 'power' });
    return board;
  }

  get flashFolder(): string {
    return path.join(this.folder, 'flash');
  }

  get sdFolder(): string {
    return path.join(this.folder, 'sd');
  }

  get counters(): ReceiverCounters & { boots: number; safeBoots: number; watchdogResets: number } {
    const { boots, safeBoots, watchdogResets } = this;
    return { ...this.receiver.counters, boots, safeBoots, watchdogResets };
  }

  /** The current rate of UART0, bits per second. */
  get baudRate(): number {
    return this.state.get(Cell.baudRate);
  }

  get mirroring(): boolean {
    return this.mirror !== undefined;
  }

  /** What MIRROR mode copied and lost so far; `undefined` outside it. */
  get mirrorCounters(): MirrorMode['counters'] | undefined {
    return this.mirror?.counters;
  }

  /** The reset button: ends MIRROR mode, leaves the modem alone. */
  async reset(): Promise<void> {
    await this.boot({ kind: 'hard', rawRepl: false, cause: 'button' });
  }

  /** Bytes from the host, sent at `baudRate`. */
  receive(bytes: Uint8Array, baudRate: number): void {
    if (this.mirror) this.mirror.fromHost(bytes, baudRate);
    else if (this.thread) this.receiver.take(bytes, baudRate);
  }

  /** Bytes from a Telnet client, without the Telnet commands. */
  receiveFromNetwork(bytes: Uint8Array): void {
    if (this.thread && !this.mirror) this.receiver.takeFromNetwork(bytes);
  }

  /** Bytes received that no program has read yet. */
  get unreadBytes(): number {
    return this.state.available();
  }

  /** Whether a card with a file system is in its slot. */
  get cardReadable(): boolean {
    const { state } = this.options.sdCard;
    return (state === 'present' || state === 'read-only') && this.state.get(Cell.cardOut) === 0;
  }

  /** The volume of a board path. */
  volume(name: string): Volume {
    const setup = volumesOf(this.options, this.folder).find(({ mountPoint }) => name.startsWith(mountPoint));
    if (!setup) throw new Error(`${name} is on no volume`);
    return new Volume(setup, this.state);
  }

  /** Cuts the power of board and modem. Everything stops at once. */
  async cutPower(): Promise<void> {
    this.powered = false;
    this.endWatchdog();
    this.down.fire();
    this.options.modem?.cutPower();
    await this.booting;
    await this.halt();
  }

  /** Restores the power; resolves when the firmware accepts input. */
  async restorePower(): Promise<void> {
    this.powered = true;
    this.options.modem?.restorePower();
    await this.boot({ kind: 'hard', rawRepl: false, cause: 'power' });
  }

  /** Takes the SD card out of its slot, whatever the board is doing with it. */
  pullCard(): void {
    this.state.set(Cell.cardOut, 1);
  }

  insertCard(): void {
    this.state.set(Cell.cardOut, 0);
  }

  /** Unlocks the SD card. */
  unlockCard(): void {
    this.state.set(Cell.cardLocked, 0);
  }

  /** Ends everything; the folder stays if the caller chose it. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.endWatchdog();
    this.down.fire();
    this.transmitter.stop();
    await this.booting;
    await this.halt();
    if (this.options.folder === undefined)
      fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private boot(request: BootRequest): Promise<void> {
    // Bytes that arrive from now on are lost, because no firmware runs.
    this.state.set(Cell.terminal, 0);
    this.state.set(Cell.resetChar, NOT_ARMED);
    this.booting = this.booting.then(() => this.bootNow(request));
    return this.booting;
  }

  private async bootNow(request: BootRequest): Promise<void> {
    if (request.kind !== 'soft') {
      this.endWatchdog();
      this.down.fire();
    }
    await this.halt();
    if (this.stopped || !this.powered) return;
    this.boots++;
    if (request.kind === 'safe') this.safeBoots++;
    const { state } = this;
    state.clear();
    state.set(Cell.baudRate, REPL_BAUD_RATE);
    state.set(Cell.interruptChar, NOT_ARMED);
    state.set(Cell.interruptPending, 0);
    state.set(Cell.inFlight, 0);
    if (request.kind !== 'soft') {
      state.set(Cell.hashBegun, this.hashBegun ? 1 : 0);
      this.hashBegun = false;
    }
    if (request.kind !== 'soft') this.startGuard();
    if (request.kind !== 'soft') this.transmitter.sendText(romText(request.cause));
    await new Promise<void>((resolve, reject) => {
      this.thread = new InterpreterThread(
        state,
        threadSetup(this.options, this.folder, request),
        (message) => {
          if (message.type === 'ready') {
            resolve();
          } else this.handle(message);
        },
        reject,
      );
    });
    if (request.kind !== 'soft') this.up.fire();
  }

  private handle(message: Exclude<WorkerMessage, { type: 'ready' | 'loaded' }>): void {
    switch (message.type) {
      case 'output':
        this.transmitter.sendPrinted(message.bytes, message.baudRate);
        break;
      case 'reset':
        void this.boot({ kind: message.kind, rawRepl: message.rawRepl, cause: 'watchdog' });
        break;
      case 'watchdog':
        this.watch();
        break;
      case 'call': {
        const { thread } = this;
        void this.services.call(message.name, message.args).then((answer) => thread?.answer(answer));
        break;
      }
    }
  }

  /** Each start except a soft reset begins with the configured watchdog, in safe boot too. */
  private startGuard(): void {
    const { watchdogOnBootMs } = this.options;
    if (!this.guardsBoot || watchdogOnBootMs === undefined) return;
    this.state.set(Cell.watchdogMs, watchdogOnBootMs);
    this.state.set(Cell.watchdogFed, Date.now() | 0);
    this.watch();
  }

  /** Restarts the board unless the watchdog is fed in real time, also in MIRROR mode. */
  private watch(): void {
    clearTimeout(this.watchdog);
    const ms = this.state.get(Cell.watchdogMs);
    const hungry = (): number => (Date.now() - this.state.get(Cell.watchdogFed)) | 0;
    const look = (): void => {
      const left = ms - hungry();
      if (left > 0) this.watchdog = setTimeout(look, Math.min(left, LONGEST_TIMER_MS)).unref();
      else {
        this.watchdogResets++;
        void this.boot({ kind: 'hard', rawRepl: false, cause: 'watchdog' });
      }
    };
    look();
  }

  private endWatchdog(): void {
    clearTimeout(this.watchdog);
    this.watchdog = undefined;
    this.state.set(Cell.watchdogMs, 0);
  }

  private enterMirrorMode(): void {
    const { modem } = this.options;
    if (!modem) return;
    this.mirror = new MirrorMode(modem, this.state, this.options.mirrorMode, (bytes, baudRate) =>
      this.output.fire({ bytes, baudRate }),
    );
  }

  private async halt(): Promise<void> {
    const { thread, mirror } = this;
    this.thread = undefined;
    this.mirror = undefined;
    this.services.interrupt();
    mirror?.stop();
    await thread?.terminate();
    await this.transmitter.drained();
  }
}
