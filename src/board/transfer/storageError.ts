import { folderOf } from './boardFiles';
import { boardErrors } from '../errors';

/** Numbers of the board's OSErrors. Source: MicroPython's mperrno.h. */
const NO_SPACE = 28;
const READ_ONLY = 30;
/** Input or output failed, busy, no such device. */
const CARD_GONE = [5, 16, 19] as const;

interface Writing {
  readonly path: string;
  /** Bytes. */
  readonly needed: number;
  readonly free: number;
}

/**
 * What an error of the board's file system comes from.
 * @returns BOARD_NO_SPACE or BOARD_SD_CARD where that is it, else `error`
 */
export function storageError(error: unknown, { path, needed, free }: Writing): unknown {
  if (says(error, NO_SPACE)) return boardErrors.noSpace(path, needed, free);
  return folderOf(path) === '/sd' ? cardError(error) : error;
}

/** What an error in working with the card comes from. @returns BOARD_SD_CARD where that is it, else `error` */
export function cardError(error: unknown): unknown {
  if (says(error, READ_ONLY)) return boardErrors.cardReadOnly(error);
  return CARD_GONE.some((code) => says(error, code)) ? boardErrors.cardLost(error) : error;
}

/** Whether the place that bytes go to failed, not the way they came: no other way of sending them helps. */
export function isStorageError(error: unknown): boolean {
  return [NO_SPACE, READ_ONLY, ...CARD_GONE].some((code) => says(error, code));
}

/** `OSError(28,)` and `OSError: 28` */
function says(error: unknown, code: number): boolean {
  return error instanceof Error && new RegExp(`OSError(\\(|: ?(\\[Errno )?)${code}\\b`).test(error.message);
}
