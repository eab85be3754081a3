import { phrase } from '../../base/phrase';
import { boardErrors } from '../errors';
import { answeredValues } from './boardProgram';
import standsStillProgram from '../programs/standsStill.py';
import userCodeProgram from '../programs/userCode.py';
import type { ReplClient } from './replClient';
import { isShort } from '../watchdog';

const DEADLINE_MS = 10_000;

/**
 * Sees to it that nothing which the user's programs began can act while the board is upgraded. Where they ran, the board is
 * restarted without them, at a cable: a board in the network may need them to be reached. So it is where somebody began a hash and
 * did not end it, which nothing else ends. A watchdog is lengthened by then.
 * @param onRestart called before a restart
 * @returns false where they ran and the board could not be restarted without them
 * @throws BOARD_WATCHDOG where a watchdog would restart the board, BOARD_HASH_BUSY where no copy could be checked, and those of
 * `ReplClient.ask`
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
  const values = answeredValues(output);
  const hashBusy = values.get('hashes') === '0';
  let still = values.get('code') !== '1';
  if ((!still || hashBusy) && client.stream.transport.baudRate !== undefined) {
    onRestart();
    const restarted = await client.restartSafely(signal);
    if (hashBusy && !restarted) throw boardErrors.hashBusy();
    still ||= restarted;
  } else if (hashBusy) throw boardErrors.hashBusy();
  const { watchdog } = client;
  if (watchdog && isShort(watchdog)) throw boardErrors.watchdog(Math.round(watchdog.ms / 1000));
  if (still) await askForMark(client, true, signal);
  return still;
}

/** Whether the board has not restarted since it stood still: after a restart the user's programs run again. */
export function standsStill(client: ReplClient, signal: AbortSignal): Promise<boolean> {
  return askForMark(client, false, signal);
}

async function askForMark(client: ReplClient, marks: boolean, signal: AbortSignal): Promise<boolean> {
  const output = await client.ask(
    standsStillProgram,
    { what: phrase('look for programs'), deadlineMs: DEADLINE_MS, parameters: { marks } },
    signal,
  );
  return answeredValues(output).get('still') === '1';
}
