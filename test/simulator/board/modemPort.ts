import type { Disposable } from '../../../src/base/disposable';
import type { ModemOutput } from '../modem/modemOutput';

/** The modem as the board sees it: the far end of UART1, on the board's supply. */
export interface ModemPort {
  /** Bytes from the board, sent at `baudRate`. */
  receive(bytes: Uint8Array, baudRate: number): void;
  onOutput(listener: (output: ModemOutput) => void): Disposable;
  cutPower(): void;
  restorePower(): void;
}
