import { type Clock, systemClock } from '../../../src/base/clock';
import type { ModemPort } from './modemPort';
import type { NetworkPort } from './network/networkPort';

const KIB = 1024;

/** Sizes of `/flash`. Source: the firmware's mpconfigport.h, 1024 blocks of 4 KiB on boards with 8 MB of flash. */
export const FLASH_BYTES = { large: 4096 * KIB, small: 508 * KIB } as const;
/** Heap with PSRAM (GPy, FiPy) and without. Source: the firmware's mptask.c. */
export const HEAP_BYTES = { psram: 2560 * KIB, internal: 67 * KIB } as const;

export type SdCardState = 'absent' | 'present' | 'unformatted' | 'read-only';

export interface SdCardOptions {
  readonly state: SdCardState;
  /** Size of the file system. A write beyond it fails with ENOSPC. */
  readonly bytes: number;
}

/** The largest piece of the board’s output on its way to the host. */
export interface AnswerPieces {
  readonly bytes: number;
  /** Pause between two pieces, in milliseconds. */
  readonly pauseMs: number;
}

export interface MirrorModeOptions {
  /** Driver buffer of each direction. Bytes that do not fit are lost silently. */
  readonly bufferBytes: number;
  /** The host's UART, bits per second. */
  readonly baudRate: number;
  /** The board’s output when the mode begins, after the output of its tool, at the new rate. */
  readonly noise: string;
  /** The first bytes after the mode begins, before the task copies any. */
  readonly deafMs: number;
}

export interface BoardOptions {
  /** `GPy`, `FiPy`, `G01` have a modem; `WiPy`, `LoPy` and others have none. */
  readonly sysname: string;
  readonly release: string;
  /** `machine.unique_id()` in hexadecimal digits. */
  readonly uniqueId: string;
  /** Version of the upgrade tool; the release’s by default. Only this option gives 1.2.7. */
  readonly toolVersion: string | undefined;
  /** Pybytes variant: one more banner line, and Ctrl-D at the friendly prompt does nothing. */
  readonly pybytes: boolean;
  readonly flashBytes: number;
  readonly heapBytes: number;
  readonly sdCard: SdCardOptions;
  /** Host folder that holds `flash/` and `sd/`; a new temporary one by default. */
  readonly folder: string | undefined;
  /** Initial text of `/flash/main.py` and `/flash/boot.py`. */
  readonly mainPy: string | undefined;
  readonly bootPy: string | undefined;
  /** Receive buffer of the REPL’s UART; the release’s by default. */
  readonly receiveBufferBytes: number | undefined;
  readonly answerPieces: AnswerPieces | undefined;
  /** Time a write to `/flash` or `/sd` takes, per KiB. */
  readonly writeMsPerKib: number;
  /** `pycom.wdt_on_boot_timeout()` where `pycom.wdt_on_boot()` is set: a watchdog of this many milliseconds from each boot on. */
  readonly watchdogOnBootMs: number | undefined;
  /** Whether a running watchdog keeps its timeout, as in other firmware for the same chip. */
  readonly watchdogFixed: boolean;
  readonly mirrorMode: MirrorModeOptions;
  /** What `sqnsupgrade.info(True)` does after it has printed the version. */
  readonly verboseInfo: 'answers' | 'crashes' | 'findsNoModem' | 'hangs';
  /** Whether an unfinished hash exists, as an interrupted program leaves it. A restart ends it. */
  readonly hashBegun: boolean;
  /** The effect of `SystemExit`, with which some releases of the tool end: the prompt comes back, or the firmware restarts. */
  readonly systemExit: 'prompt' | 'softReset';
  /** Names of `os` functions that this build lacks: `getfree`, `statvfs`. */
  readonly withoutOs: readonly string[];
  /** The modem behind UART1. */
  readonly modem: ModemPort | undefined;
  /** What `network.Server` starts and stops. */
  readonly network: NetworkPort | undefined;
  /** The clock of the board’s upgrade tool. A `scaledClock` shortens its waits and those of the modem. */
  readonly clock: Clock;
}

export const BOARD_DEFAULTS: BoardOptions = {
  sysname: 'GPy',
  release: '1.20.2.r4',
  // Any address with the maker’s prefix works.
  uniqueId: '30aea4000001',
  toolVersion: undefined,
  pybytes: false,
  flashBytes: FLASH_BYTES.large,
  heapBytes: HEAP_BYTES.psram,
  sdCard: { state: 'absent', bytes: 16 * KIB * KIB },
  folder: undefined,
  mainPy: undefined,
  bootPy: undefined,
  receiveBufferBytes: undefined,
  answerPieces: undefined,
  writeMsPerKib: 0,
  watchdogOnBootMs: undefined,
  watchdogFixed: false,
  mirrorMode: { bufferBytes: 8192, baudRate: 921_600, noise: '', deafMs: 0 },
  verboseInfo: 'answers',
  hashBegun: false,
  systemExit: 'prompt',
  withoutOs: [],
  modem: undefined,
  network: undefined,
  clock: systemClock,
};

export function withDefaults(options: Partial<BoardOptions>): BoardOptions {
  return { ...BOARD_DEFAULTS, ...options };
}

/** Programs that keep a board busy, for `mainPy`. */
export const BUSY_MAIN = {
  endless: 'while True:\n    pass\n',
  flood: 'n = 0\nwhile True:\n    print("measurement", n)\n    n += 1\n',
  /** Feeds its watchdog. If the program is stopped, the board restarts two seconds later. */
  guarded:
    'import machine, time\nwdt = machine.WDT(timeout=2000)\nwhile True:\n    wdt.feed()\n    time.sleep_ms(50)\n',
  sleeping: 'import time\nwhile True:\n    time.sleep(60)\n',
} as const;
