import type { Disposable } from '../../../src/base/disposable';

/** The modem as the board sees it: the far end of UART1. */
export interface ModemPort {
  /** Bytes from the board, sent at `baudRate`. */
  receive(bytes: Uint8Array, baudRate: number): void;
  /** Bytes from the modem and the rate it sends them at. */
  onOutput(listener: (bytes: Uint8Array, baudRate: number) => void): Disposable;
  /** The board's supply was cut and came back. */
  powerCycle(): void;
}
