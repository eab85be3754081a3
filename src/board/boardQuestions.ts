import { phrase } from '../base/phrase';
import { answeredId, answeredValues } from './repl/boardProgram';
import idProgram from './programs/boardId.py';
import type { ReplClient } from './repl/replClient';
import resetCauseProgram from './programs/resetCause.py';
import type { StartCause } from './repl/startText';

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

/** Names of `machine` (pycom-micropython-sigfox, esp32/mods/modmachine.c); `machine.reset()` is a watchdog's, too. */
const CAUSES: Readonly<Record<string, StartCause>> = {
  PWRON_RESET: 'power',
  WDT_RESET: 'watchdog',
  DEEPSLEEP_RESET: 'deepSleep',
  BROWN_OUT_RESET: 'brownOut',
};

/**
 * Why the board started last, as its firmware remembers it.
 * @throws those of `ReplClient.execute`
 */
export async function readResetCause(client: ReplClient, signal: AbortSignal): Promise<StartCause> {
  const options = { what: phrase('ask the board why it restarted'), deadlineMs: DEADLINE_MS };
  const { output } = await client.execute(resetCauseProgram, options, signal);
  return CAUSES[answeredValues(output).get('cause') ?? ''] ?? 'unknown';
}
