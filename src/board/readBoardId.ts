import { phrase } from '../base/phrase';
import { answeredId, answeredValues } from './programAnswer';
import idProgram from './programs/boardId.py';
import type { ReplClient } from './replClient';

const DEADLINE_MS = 5000;

/**
 * The module's own number, as `BoardReading.uniqueId`. It breaks in where the board is not at its prompt.
 * @returns null where the board does not tell it
 * @throws those of `ReplClient.execute`
 */
export async function readBoardId(client: ReplClient, signal: AbortSignal): Promise<string | null> {
  const options = { what: phrase('read the board'), deadlineMs: DEADLINE_MS };
  const { output } = await client.execute(idProgram, options, signal);
  return answeredId(answeredValues(output));
}
