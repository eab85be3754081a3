import { closeSync, openSync, writeSync } from 'node:fs';
import { cliErrors } from './errors';

/**
 * Appends lines to a new file at once, so that they survive a crash. A disk that is full is told once, and stops nothing else.
 * @throws TRANSCRIPT_UNWRITABLE where it cannot be made
 */
export function transcriptFile(path: string, tell: (text: string) => void): (line: string) => void {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw cliErrors.transcriptUnwritable(path, error);
  }
  process.once('exit', () => closeSync(file));
  let writable = true;
  return (line) => {
    if (!writable) return;
    try {
      writeSync(file, `${line}\n`);
    } catch (error) {
      writable = false;
      tell(`The transcript ends here, because ${path} cannot be written to: ${String(error)}\n`);
    }
  };
}
