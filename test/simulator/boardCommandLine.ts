import {
  type BoardOptions,
  BUSY_MAIN,
  FLASH_BYTES,
  HEAP_BYTES,
  type SdCardState,
} from './board/boardOptions';

/** The board options of `boardMain.ts`, for `parseArgs`. */
export const BOARD_OPTIONS = {
  sysname: { type: 'string', default: 'GPy' },
  release: { type: 'string', default: '1.20.2.r4' },
  /** `machine.unique_id()`; two boards need two. */
  'unique-id': { type: 'string', default: '30aea4000001' },
  pybytes: { type: 'boolean', default: false },
  /** Host folder with `flash/` and `sd/`; kept afterwards. */
  folder: { type: 'string' },
  /** 508 KiB of `/flash` and 67 KiB of heap, as on a board without PSRAM. */
  small: { type: 'boolean', default: false },
  /** absent, present, unformatted, read-only. */
  sd: { type: 'string', default: 'absent' },
  'sd-mib': { type: 'string', default: '64' },
  /** A main.py that keeps the board busy: endless, flood, guarded (by a watchdog), sleeping. */
  main: { type: 'string' },
  /** A watchdog of this many milliseconds from each boot on. */
  'watchdog-on-boot': { type: 'string' },
  /** Puts the board's Telnet and FTP servers on loopback ports. */
  network: { type: 'boolean', default: false },
  /** The speed-up of time for the modem and the board’s tool. */
  'time-scale': { type: 'string', default: '1' },
} as const;

type Values = Readonly<Record<string, string | boolean | undefined>>;

export function readBoardOptions(values: Values): Partial<Omit<BoardOptions, 'modem' | 'network'>> {
  const small = values['small'] === true;
  const busy = String(values['main'] ?? '');
  return {
    sysname: String(values['sysname']),
    release: String(values['release']),
    uniqueId: String(values['unique-id']),
    pybytes: values['pybytes'] === true,
    flashBytes: small ? FLASH_BYTES.small : FLASH_BYTES.large,
    heapBytes: small ? HEAP_BYTES.internal : HEAP_BYTES.psram,
    folder: values['folder'] === undefined ? undefined : String(values['folder']),
    sdCard: { state: sdCardState(String(values['sd'])), bytes: Number(values['sd-mib']) * 1024 * 1024 },
    watchdogOnBootMs:
      values['watchdog-on-boot'] === undefined ? undefined : Number(values['watchdog-on-boot']),
    mainPy: busy in BUSY_MAIN ? BUSY_MAIN[busy as keyof typeof BUSY_MAIN] : undefined,
  };
}

function sdCardState(text: string): SdCardState {
  if (text === 'absent' || text === 'present' || text === 'unformatted' || text === 'read-only') return text;
  throw new Error(`--sd is absent, present, unformatted or read-only, not ${text}`);
}
