import type { MessagePort } from 'node:worker_threads';
import type { WorkerMessage } from '../messages';
import { Cell, type SharedState } from '../sharedState';

const BUFFER_BYTES = 4096;
/** With more bytes than this on their way, the program waits, as with a full transmit FIFO. */
const IN_FLIGHT_LIMIT_BYTES = 8192;
/** How often a waiting REPL checks its state. A received byte wakes it at once. */
const WAIT_MS = 1000;
const BACK_PRESSURE_NAP_MS = 1;
/** Time in the VM after which output is flushed. The hook runs some hundred thousand times a second. */
const FLUSH_EVERY_HOOKS = 2048;

export const CTRL_A = 1;
export const CTRL_B = 2;
export const CTRL_C = 3;
export const CTRL_D = 4;
export const CTRL_F = 6;
export const CARRIAGE_RETURN = 13;
export const LINE_FEED = 10;

/** Input and output of the program: UART0 while it is the terminal. */
export class Terminal {
  private readonly state: SharedState;
  private readonly port: MessagePort;
  private readonly buffer = new Uint8Array(BUFFER_BYTES);
  private length = 0;
  private capture: number[] | undefined;
  private urgent = 0;
  private hooks = 0;

  constructor(state: SharedState, port: MessagePort) {
    this.state = state;
    this.port = port;
  }

  /** Output of the interpreter. It is lost while there is no terminal. */
  print(bytes: Uint8Array): void {
    if (this.capture) this.capture.push(...bytes);
    else if (this.state.get(Cell.terminal) === 1) this.send(bytes);
  }

  printText(text: string): void {
    this.print(Buffer.from(text, 'latin1'));
  }

  /** Flushes after the next `count` bytes, whatever the program does then. */
  flushAfter(count: number): void {
    this.flush();
    this.urgent = count;
  }

  /** Sends on UART0, terminal or not. */
  send(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.length === this.buffer.length) this.flush();
      this.buffer[this.length++] = byte;
    }
    if (this.urgent > 0 && this.length >= this.urgent) this.flush();
  }

  flush(): void {
    if (this.length === 0) return;
    this.urgent = 0;
    while (this.state.get(Cell.inFlight) > IN_FLIGHT_LIMIT_BYTES) this.state.sleep(BACK_PRESSURE_NAP_MS);
    Atomics.add(this.state.cells, Cell.inFlight, this.length);
    const message: WorkerMessage = {
      type: 'output',
      bytes: this.buffer.slice(0, this.length),
      baudRate: this.state.get(Cell.baudRate),
    };
    this.port.postMessage(message);
    this.length = 0;
  }

  /** Runs `action` and returns its output instead of printing it. */
  captured(action: () => void): string {
    const outer = this.capture;
    this.capture = [];
    try {
      action();
      return Buffer.from(this.capture).toString('latin1');
    } finally {
      this.capture = outer;
    }
  }

  /** The next character for the program; waits for it. */
  readChar(): number {
    while (this.state.get(Cell.terminal) !== 1 || this.state.available() === 0) {
      this.flush();
      // Without a terminal the REPL gets no input. Only a reset helps.
      if (this.state.get(Cell.terminal) === 1) this.state.waitForByte(WAIT_MS);
      else this.state.sleep(WAIT_MS);
    }
    return this.state.take();
  }

  /** Called from the VM hook: true when Ctrl-C arrived. */
  pollInterrupt(): boolean {
    if ((++this.hooks & (FLUSH_EVERY_HOOKS - 1)) === 0) this.flush();
    if (this.state.get(Cell.interruptPending) === 0) return false;
    this.state.set(Cell.interruptPending, 0);
    return true;
  }
}
