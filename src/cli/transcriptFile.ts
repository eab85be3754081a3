import { closeSync, fchmodSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { cliErrors } from './errors';

/** What a transcript tells is its owner's: the modem's IMEI is in it. */
const OWNER_ONLY = 0o600;

/**
 * Appends lines to a new file at once, so that they survive a crash. A disk that is full is told once, and stops nothing else.
 * @throws TRANSCRIPT_UNWRITABLE where it cannot be made
 */
export function transcriptFile(path: string, tell: (text: string) => void): (line: string) => void {
  let file: number;
  try {
    file = openOwn(path);
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
      tell(`The transcript ends here, because ${path} cannot be written to: ${String(error)}`);
    }
  };
}

/** A file that is there already is emptied and made the owner's alone, too. `/dev/null` and its like are left as they are. */
function openOwn(path: string): number {
  const before = statSync(path, { throwIfNoEntry: false });
  // Opening a named pipe waits for its reader, and nothing could end that.
  if (before && !before.isFile() && !before.isCharacterDevice()) throw new Error('it is not a file');
  const file = openSync(path, 'w', OWNER_ONLY);
  try {
    if (fstatSync(file).isFile()) fchmodSync(file, OWNER_ONLY);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
