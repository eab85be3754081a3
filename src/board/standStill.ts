import { phrase } from '../base/phrase';
import { boardErrors } from './errors';
import { answeredValues } from './programAnswer';
import userCodeProgram from './programs/userCode.py';
import type { ReplClient } from './replClient';
import { isShort } from './watchdog';

const DEADLINE_MS = 10_000;

/**
 * Sees to it that nothing which the user's programs began can act while the board is upgraded. Where they ran, the board is
 * restarted without them, at a cable: a board in the network may need them to be reached. A watchdog is lengthened by then.
 * @param onRestart called before a restart
 * @returns false where they ran and the board could not be restarted without them
 * @throws BOARD_WATCHDOG where a watchdog would restart the board, and those of `ReplClient.ask`
 */
export async function standStill(
  client: ReplClient,
  onRestart: () => void,
  signal: AbortSignal,
): Promise<boolean> {
  const output = await client.ask(
    userCodeProgram,
    { what: phrase('look for programs'), deadlineMs: DEADLINE_MS },
    signal,
  );
  let still = answeredValues(output).get('code') !== '1';
  if (!still && client.stream.transport.baudRate !== undefined) {
    onRestart();
    still = await client.restartSafely(signal);
  }
  const { watchdog } = client;
  if (watchdog && isShort(watchdog)) throw boardErrors.watchdog(Math.round(watchdog.ms / 1000));
  return still;
}
