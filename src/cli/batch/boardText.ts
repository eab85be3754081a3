import { render } from '../../base/phrase';
import type { BatchBoard, BatchResult } from '../../upgrade/batch/batchBoard';
import { endOfNumber } from '../../upgrade';
import { type Shown, shown } from '../shown';

export const RESULTS: Readonly<Record<BatchResult, string>> = {
  upgraded: 'upgraded',
  alreadyThere: 'already there',
  needsYou: 'needs you',
  failed: 'failed',
  unknown: 'FAILED, STATE UNKNOWN',
  cancelled: 'cancelled',
  seenAgain: 'seen again',
};

/** `39529 → 41065`; without the arrow where nothing is to be done, or not known yet. */
export function fromToText({ from, to }: Pick<BatchBoard, 'from' | 'to'>): string {
  const before = from === null ? '' : render(from);
  return to === null ? before : `${before || '?'} → ${to}`;
}

/** `…5475`; empty where the modem does not tell it. */
export function imeiText({ imei }: Pick<BatchBoard, 'imei'>): string {
  return imei === null ? '' : `…${endOfNumber(imei)}`;
}

/** Names a board in a line of text: `3 /dev/ttyACM2 GPy …5475`. */
export function boardName(board: BatchBoard): Shown {
  const parts = [String(board.number), board.port, board.sysname ?? '', imeiText(board)];
  return shown`${parts.filter((part) => part !== '').join(' ')}`;
}

/** `2:05`; hours are minutes, too. */
export function minutesText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A command as a shell takes it. */
export function commandText(words: readonly string[], platform: NodeJS.Platform = process.platform): string {
  return ['lte-upgrade', ...words].map((word) => quoted(word, platform)).join(' ');
}

function quoted(word: string, platform: NodeJS.Platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word) || (platform === 'win32' && /^[\w@+=:,./\\-]+$/.test(word))) return word;
  return platform === 'win32' ? `"${word.replaceAll('"', '""')}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
