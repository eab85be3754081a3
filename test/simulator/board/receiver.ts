import { misread } from '../modem/noise';
import { Cell, type SharedState } from './sharedState';

export interface ReceiverCounters {
  received: number;
  /** Bytes that found the buffer full. */
  lost: number;
  /** Programs that were interrupted by a key. */
  interrupts: number;
}

const CTRL_F = 0x06;

/** UART0’s input at interrupt level: buffer, losses, and the characters that act at once. */
export class Receiver {
  readonly counters: ReceiverCounters = { received: 0, lost: 0, interrupts: 0 };
  private readonly state: SharedState;
  private readonly onInterrupt: () => void;
  private readonly onSafeBoot: () => void;

  constructor(state: SharedState, onInterrupt: () => void, onSafeBoot: () => void) {
    this.state = state;
    this.onInterrupt = onInterrupt;
    this.onSafeBoot = onSafeBoot;
  }

  /** @param sentAt rate at which the host sent them, bits per second */
  take(bytes: Uint8Array, sentAt: number): void {
    const { state } = this;
    for (const byte of misread(bytes, sentAt, state.get(Cell.baudRate))) {
      this.counters.received++;
      if (state.get(Cell.terminal) === 1) {
        if (byte === state.get(Cell.resetChar)) {
          // The rest of this chunk arrives while the board restarts, and is lost together with the buffer.
          this.onSafeBoot();
          return;
        }
        if (byte === state.get(Cell.interruptChar)) {
          this.counters.interrupts++;
          state.set(Cell.interruptPending, 1);
          this.onInterrupt();
        }
      }
      // The interrupting character also stays in the buffer.
      if (!state.put(byte)) this.counters.lost++;
    }
    state.wake();
  }

  /** Input from the Telnet server, which handles the interrupting characters itself. Source: the firmware’s telnet.c. */
  takeFromNetwork(bytes: Uint8Array): void {
    const { state } = this;
    for (const byte of bytes) {
      this.counters.received++;
      if (byte === CTRL_F) {
        this.onSafeBoot();
        return;
      }
      if (byte === state.get(Cell.interruptChar)) {
        this.counters.interrupts++;
        state.set(Cell.interruptPending, 1);
        this.onInterrupt();
      } else if (!state.put(byte)) this.counters.lost++;
    }
    state.wake();
  }
}
