import type { BoardFile } from './boardFiles';
import { type BoardFolder, PARTIAL_SUFFIX, pathIn } from './boardPath';

/** How the names end that the board is asked for, in small letters: firmware, and what was left of a copy of it. */
export const TOLD_ENDINGS: readonly string[] = ['.dup', '.elf', PARTIAL_SUFFIX];
/** In each folder. An upgrade has four files at most; a card may be full of them. */
export const MOST_TOLD_FILES = 64;

/** A size of FAT's has ten digits at most, a name 255 bytes. */
const LINE = /^file=(\d{1,10}) (\/flash|\/sd) ((?:[0-9a-f]{2}){1,255})$/;
/** In no name that could be ours. */
const UNFIT = /[/\p{Cc}\p{Cf}]/u;

/** The files that `inspect.py` tells of. What comes from a board is anybody's text: a line that is not as it should be is none. */
export function toldFiles(output: string): BoardFile[] {
  const told = new Map<string, BoardFile>();
  const counts = { '/flash': 0, '/sd': 0 };
  for (const line of output.split(/\r?\n/)) {
    const [, digits, where, hex = ''] = LINE.exec(line) ?? [];
    const name = nameOf(hex);
    if (digits === undefined || name === undefined) continue;
    const folder: BoardFolder = where === '/sd' ? '/sd' : '/flash';
    const path = pathIn(folder, name);
    if (told.has(path) || counts[folder] === MOST_TOLD_FILES) continue;
    counts[folder] += 1;
    told.set(path, { path, size: Number(digits) });
  }
  return [...told.values()];
}

function nameOf(hex: string): string | undefined {
  const bytes = Buffer.from(hex, 'hex');
  const name = bytes.toString('utf8');
  // What is no UTF-8 does not come back the same.
  if (!Buffer.from(name, 'utf8').equals(bytes) || UNFIT.test(name)) return undefined;
  return TOLD_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)) ? name : undefined;
}
