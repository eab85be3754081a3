import type { MessagePort } from 'node:worker_threads';

/** How the board starts: after power-on, a hard reset or Ctrl-F, or within the running firmware (Ctrl-D). */
export type BootKind = 'hard' | 'safe' | 'soft';

/** The start data of the interpreter’s thread. */
export interface WorkerSetup {
  readonly memory: SharedArrayBuffer;
  readonly boot: BootKind;
  /** A soft reset out of the raw REPL leads back into it, and main.py does not run. */
  readonly rawRepl: boolean;
  readonly answers: MessagePort;
  /** The folder of the interpreter’s package. The worker is a bundle and can’t find it. */
  readonly interpreterPath: string;
  readonly heapBytes: number;
  readonly banner: string;
  readonly ignoresControlD: boolean;
  readonly volumes: readonly VolumeSetup[];
  readonly writeMsPerKib: number;
  readonly board: BoardIdentity;
  /** What loading the modules of this kind of board writes to the interpreter’s memory, if an earlier thread saved it. */
  readonly loaded: MemoryPages | undefined;
}

/** Pages of the interpreter’s memory. */
export interface MemoryPages {
  readonly addresses: readonly number[];
  /** The pages in the order of their addresses. */
  readonly bytes: SharedArrayBuffer;
}

export interface VolumeSetup {
  readonly mountPoint: string;
  readonly folder: string;
  readonly bytes: number;
  readonly clusterBytes: number;
  readonly mounted: boolean;
  /** Whether the card has a file system. */
  readonly formatted: boolean;
}

/** The board’s properties for the Python modules. */
export interface BoardIdentity {
  readonly sysname: string;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
  readonly uniqueId: string;
  /** `machine.reset_cause()`: 0 power, 2 watchdog. */
  readonly resetCause: number;
  readonly toolVersion: string | null;
  readonly hasLte: boolean;
  readonly hasInfo: boolean;
  readonly hasMirrorMode: boolean;
  readonly hasUzlib: boolean;
  readonly hasVfs: boolean;
  readonly hasSdCard: boolean;
  readonly pybytes: boolean;
  /** Whether the timeout of a running watchdog can be changed. */
  readonly watchdogFixed: boolean;
  readonly verboseInfo: string;
  /** The speed-up of time for the modem. A program’s wait for its answer is shorter by this factor. */
  readonly modemTimeFactor: number;
  /** Whether `SystemExit` restarts the firmware. */
  readonly exitRestarts: boolean;
  readonly withoutOs: readonly string[];
}

/** A message from the interpreter’s thread. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  /** The interpreter's memory with the board's modules in it, for later threads. */
  | { readonly type: 'loaded'; readonly memory: MemoryPages }
  /** `baudRate`: UART0’s rate when the output left, in bits per second. */
  | { readonly type: 'output'; readonly bytes: Uint8Array; readonly baudRate: number }
  /** The watchdog runs from now on, with the values in the shared cells. */
  | { readonly type: 'watchdog' }
  | { readonly type: 'reset'; readonly kind: 'hard' | 'soft'; readonly rawRepl: boolean }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly unknown[] };

/** A message to the thread through the `answers` port: the result of a call. */
export type CallAnswer = { readonly value: unknown } | { readonly error: string };
