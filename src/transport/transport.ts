import type { Disposable } from '../base/disposable';
import type { Listener } from '../base/emitter';
import type { UpgradeError } from '../base/upgradeError';

/**
 * Bytes in, bytes out, to one board: a serial port or a Telnet connection. It knows nothing of what the bytes mean.
 * It is always open: the code that makes one opens it, and after `close` or `onLost` it cannot be used again.
 */
export interface Transport {
  /** The device path or `telnet://host` it leads to, without a password. */
  readonly path: string;
  /** Bits per second, eight data bits and no parity; `undefined` where there is no such thing (Telnet). */
  readonly baudRate: number | undefined;
  /**
   * Hands the bytes to the operating system, all of them in one piece where it can.
   * @throws PORT_UNPLUGGED, PORT_WRITE_STALLED, CANCELLED
   */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Resolves when what was written has left this computer, as far as the platform can tell. */
  drain(signal: AbortSignal): Promise<void>;
  readonly onData: (listener: Listener<Uint8Array>) => Disposable;
  /**
   * Fires once, when the transport ends by anything but `close`: the cable was pulled, the connection lost. Whoever listens
   * afterwards hears of it at once.
   */
  readonly onLost: (listener: Listener<UpgradeError>) => Disposable;
  /** Changes the rate; bytes on their way in at that moment may be lost. */
  setBaudRate(bitsPerSecond: number, signal: AbortSignal): Promise<void>;
  /** Never rejects, and does not wait for ever. */
  close(): Promise<void>;
}

/** Opens a port; injected, so that tests hand over a simulated board. */
export type OpenTransport = (path: string, baudRate: number, signal: AbortSignal) => Promise<Transport>;
