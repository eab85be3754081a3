import type { MessagePort } from 'node:worker_threads';

/** How the board comes up: after power-on, a hard reset or Ctrl-F, or within the running firmware (Ctrl-D). */
export type BootKind = 'hard' | 'safe' | 'soft';

/** What the interpreter's thread is started with. */
export interface WorkerSetup {
  readonly memory: SharedArrayBuffer;
  readonly boot: BootKind;
  /** A soft reset out of the raw REPL leads back into it, and main.py does not run. */
  readonly rawRepl: boolean;
  readonly answers: MessagePort;
  /** Where the interpreter's package lies; the worker is a bundle and has no place of its own. */
  readonly interpreterPath: string;
  readonly heapBytes: number;
  readonly banner: string;
  readonly ignoresControlD: boolean;
  readonly volumes: readonly VolumeSetup[];
  readonly writeMsPerKib: number;
  readonly board: BoardIdentity;
  /** The interpreter's, with the modules of such a board loaded, where an earlier thread left it. */
  readonly loaded: SharedArrayBuffer | undefined;
}

export interface VolumeSetup {
  readonly mountPoint: string;
  readonly folder: string;
  readonly bytes: number;
  readonly clusterBytes: number;
  readonly mounted: boolean;
  /** Whether it has a file system. */
  readonly formatted: boolean;
}

/** What the Python modules tell of the board. */
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
  /** Whether a watchdog that runs can be given another time. */
  readonly watchdogFixed: boolean;
  readonly verboseInfo: string;
  /** How many times as fast time runs for the modem: a program that waits for its answer waits for it so much shorter. */
  readonly modemTimeFactor: number;
  /** Whether `SystemExit` starts the firmware anew. */
  readonly exitRestarts: boolean;
  readonly withoutOs: readonly string[];
}

/** From the interpreter's thread. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  /** The interpreter's memory with the board's modules in it, for later threads. */
  | { readonly type: 'loaded'; readonly memory: SharedArrayBuffer }
  /** `baudRate`: that of UART0 when it left, in bits per second. */
  | { readonly type: 'output'; readonly bytes: Uint8Array; readonly baudRate: number }
  /** It runs from now on, with what the shared cells say. */
  | { readonly type: 'watchdog' }
  | { readonly type: 'reset'; readonly kind: 'hard' | 'soft'; readonly rawRepl: boolean }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly unknown[] };

/** To it, through the `answers` port: what a call came to. */
export type CallAnswer = { readonly value: unknown } | { readonly error: string };
