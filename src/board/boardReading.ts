/** A file on the board: its full path and its size in bytes. */
export interface BoardFile {
  readonly path: string;
  readonly size: number;
}

/** What was read of the MicroPython side of a board. */
export interface BoardReading {
  /** `os.uname().sysname`: `GPy`, `FiPy`; a G01 calls itself `GPy` or `G01`; other boards have no modem. */
  readonly sysname: string;
  /** `os.uname().release`: `1.20.2.r4`. */
  readonly release: string;
  /** `machine.unique_id()`, the module's own number, in hexadecimal digits; null where the board does not tell it. */
  readonly uniqueId: string | null;
  /** Version of the `sqnsupgrade` module frozen into the firmware: `1.2.6`; `null` where it is missing. */
  readonly toolVersion: string | null;
  /** Whether `LTE.modem_upgrade_mode` is there, without which MIRROR mode cannot be entered. */
  readonly mirrorMode: boolean;
  /** Bytes free on `/flash`. */
  readonly flashFreeBytes: number | null;
  /** The SD card: absent, or its mount point and free bytes. */
  readonly sdCard: SdCardReading;
  /** What lies directly in `/flash` and `/sd` and could be firmware, or was left of a copy of it. */
  readonly files: readonly BoardFile[];
}

export type SdCardReading =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable' }
  | { readonly state: 'readable'; readonly path: string; readonly freeBytes: number };
