import { readTextFile } from '../../firmware/regularFile';
import { parseTranscript } from '../../transport/transcript';
import { upgradeErrors } from '../../upgrade';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { replay, type ReplayItem, type ShownFrame } from '../replay';
import { shown, type Shown } from '../shown';
import { operationText } from '../../stp/frameText';

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

const ARROWS = { toBoard: '→', fromBoard: '←', note: ' ' } as const;

/** `   12.345 +0.087 ← STP block acknowledged, session 1, transaction 5, residue 0` */
export function replayText({ seconds, after, direction, what }: ReplayItem): Shown {
  const time = `${seconds.toFixed(3).padStart(9)} ${`+${after.toFixed(3)}`.padStart(9)}`;
  return shown`${time} ${ARROWS[direction]} ${what.kind === 'text' ? what.text : frameText(what)}`;
}

function frameText(frame: ShownFrame): string {
  const { session, transaction, payloadBytes, says } = frame;
  const payload = says ?? (payloadBytes === 0 ? null : `${payloadBytes} bytes`);
  const behind = payload === null ? '' : `, ${payload}`;
  return `STP ${operationText(frame)}, session ${session}, transaction ${transaction}${behind}`;
}
