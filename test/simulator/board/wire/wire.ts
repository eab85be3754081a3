import type { Listener } from '../../../../src/base/emitter';
import type { Disposable } from '../../../../src/base/disposable';

/** Bytes the host sent, and the rate its port was set to then; `undefined` where that cannot be told. */
export interface HostBytes {
  readonly bytes: Uint8Array;
  readonly baudRate: number | undefined;
}

/** The board's side of the USB serial bridge. */
export interface Wire {
  /** What a host opens: a device path, or a name for one in the same process. */
  readonly path: string;
  readonly onHostBytes: (listener: Listener<HostBytes>) => Disposable;
  /** Rate the host's port is set to now; `undefined` where that cannot be told. */
  hostBaudRate(): number | undefined;
  /** Hands bytes to the host; resolves when the wire can take more. Lost when nothing is plugged in. */
  send(bytes: Uint8Array): Promise<void>;
  /** The port goes away, as when the cable is pulled. */
  unplug(): Promise<void>;
  /** The port comes back; `path` may be another one. */
  replug(): Promise<void>;
  close(): Promise<void>;
}
