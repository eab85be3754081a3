import { closeSync, openSync, writeSync } from 'node:fs';
import { firmwareErrors } from '../firmware/errors';

/**
 * Appends lines to a new file at once, so that they survive a crash.
 * @throws FILE_UNREADABLE where it cannot be made
 */
export function transcriptFile(path: string): (line: string) => void {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw firmwareErrors.unreadable(path, error);
  }
  process.once('exit', () => closeSync(file));
  return (line) => writeSync(file, `${line}\n`);
}
