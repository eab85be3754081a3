import { readTextFile } from '../../firmware/regularFile';
import { parseTranscript } from '../../transport/transcriptLines';
import { upgradeErrors } from '../../upgrade/errors';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { replay } from '../replay';
import { replayText } from '../replayText';
import { shown } from '../shown';

/** An upgrade writes some ten megabytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Shows a transcript as a person reads it: who said what, when, and what the frames are. Opens no port. */
export async function replayCommand({ terminal, json, emit }: CommandContext, file: string): Promise<number> {
  const lines = parseTranscript(await readTextFile(file, MOST_BYTES));
  if (typeof lines === 'number') throw upgradeErrors.transcriptInvalid(file, lines);
  for (const item of replay(lines)) {
    if (json) emit({ type: 'wire', ...item });
    else terminal.out(shown`${replayText(item)}\n`);
  }
  return EXIT_STATUS.done;
}
