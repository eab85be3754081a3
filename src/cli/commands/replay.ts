import { readFile } from 'node:fs/promises';
import { codeOf } from '../../base/thrown';
import { firmwareErrors } from '../../firmware/errors';
import { parseTranscript } from '../../transport/transcriptLines';
import { upgradeErrors } from '../../upgrade/errors';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { replay } from '../replay';
import { replayText } from '../replayText';

/** Shows a transcript as a person reads it: who said what, when, and what the frames are. Opens no port. */
export async function replayCommand({ terminal, json, emit }: CommandContext, file: string): Promise<number> {
  const lines = parseTranscript(await textOf(file));
  if (typeof lines === 'number') throw upgradeErrors.transcriptInvalid(file, lines);
  for (const item of replay(lines)) {
    if (json) emit({ type: 'wire', ...item });
    else terminal.out(`${replayText(item)}\n`);
  }
  return EXIT_STATUS.done;
}

/** @throws FILE_NOT_FOUND, FILE_UNREADABLE */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT';
    throw missing ? firmwareErrors.notFound(file, error) : firmwareErrors.unreadable(file, error);
  }
}
