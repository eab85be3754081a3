import { Cell, type SharedState } from '../sharedState';
import type { Terminal } from './terminal';

/** Bits per character in the driver’s wait for the next one. */
const BITS_PER_CHAR = 11;

/** `machine.UART(0, …)`: the same hardware and the same receive buffer as the REPL. */
export class Uart {
  private readonly state: SharedState;
  private readonly terminal: Terminal;
  private timeoutMs = 0;

  constructor(state: SharedState, terminal: Terminal) {
    this.state = state;
    this.terminal = terminal;
  }

  /** Reinstalls the driver, which discards unread bytes. Source: the firmware’s machuart.c. */
  install(baudRate: number, timeoutChars: number): void {
    this.terminal.flush();
    this.timeoutMs = (timeoutChars * BITS_PER_CHAR * 1000) / baudRate;
    this.state.clear();
    this.state.set(Cell.baudRate, baudRate);
  }

  any(): number {
    return this.state.available();
  }

  /** Reads available bytes and those that follow within the timeout of a few characters; 0 for none. */
  read(into: Uint8Array): number {
    let count = 0;
    while (count < into.length && this.waitForByte()) into[count++] = this.state.take();
    return count;
  }

  write(bytes: Uint8Array): number {
    this.terminal.send(bytes);
    this.terminal.flush();
    return bytes.length;
  }

  private waitForByte(): boolean {
    if (this.state.available() === 0) {
      this.terminal.flush();
      this.state.waitForByte(this.timeoutMs);
    }
    return this.state.available() > 0;
  }
}
