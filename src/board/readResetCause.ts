import { phrase } from '../base/phrase';
import { answeredValues } from './programAnswer';
import resetCauseProgram from './programs/resetCause.py';
import type { ReplClient } from './replClient';
import type { StartCause } from './startText';

const DEADLINE_MS = 5000;

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
