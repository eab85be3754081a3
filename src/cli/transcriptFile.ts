import { closeSync, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs';
import { cliErrors } from './errors';
import { requireReplaceable } from './ownFile';

/** What a transcript tells is its owner's: the modem's IMEI is in it. */
const OWNER_ONLY = 0o600;
/** Seconds, and that the port was opened. */
const TRANSCRIPT = /^\d+\.\d{3} [<>=] /;

/**
 * Appends lines to a new file at once, so that they survive a crash. A full disk is reported once, and stops nothing else.
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
      tell(`The transcript ends here, because ${path} can’t be written to: ${String(error)}`);
    }
  };
}

/** A transcript that is there already is emptied and made the owner's alone, too. `/dev/null` and its like are left as they are. */
function openOwn(path: string): number {
  requireReplaceable(path, TRANSCRIPT);
  const file = openSync(path, 'w', OWNER_ONLY);
  try {
    if (fstatSync(file).isFile()) fchmodSync(file, OWNER_ONLY);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
