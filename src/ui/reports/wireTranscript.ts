import { appendFileSync, mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { recordingOpener } from '../../transport/transcript';
import type { OpenTransport } from '../../transport/transport';

/** The transcript of an upgrade has some hundred kilobytes. */
const MOST_TRANSCRIPTS = 10;
const SUFFIX = '-transcript.log';

interface Needs {
  /** Folder that gets the transcripts; it is made when there is something to write. */
  readonly folder: string;
  /** Asked each time that a port is opened. */
  readonly wanted: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Writes down what goes over the wire where the user wishes it: one file for each start of the extension, line by line,
 * so that it survives a crash. What cannot be written does not stop the work on the modem.
 */
export function transcribing(open: OpenTransport, needs: Needs): OpenTransport {
  let write: ((line: string) => void) | null = null;
  const recording = recordingOpener(open, needs.clock, (line) => {
    write ??= transcriptFile(needs);
    write(line);
  });
  return (path, baudRate, signal) => (needs.wanted() ? recording : open)(path, baudRate, signal);
}

function transcriptFile({ folder, clock, logger }: Needs): (line: string) => void {
  const name = `${new Date(clock.wallTime()).toISOString().toLowerCase().replaceAll(':', '-')}${SUFFIX}`;
  const path = join(folder, name);
  let broken = false;
  const attempt = (work: () => void): void => {
    if (broken) return;
    try {
      work();
    } catch (error) {
      broken = true;
      logger.warn(`the transcript ${path} cannot be written: ${String(error)}`);
    }
  };
  attempt(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const older = readdirSync(folder).filter((file) => file.endsWith(SUFFIX));
    for (const old of older.sort().slice(0, 1 - MOST_TRANSCRIPTS)) unlinkSync(join(folder, old));
    logger.info(`the transcript is written to ${path}`);
  });
  return (line) => attempt(() => appendFileSync(path, `${line}\n`, { mode: 0o600 }));
}
