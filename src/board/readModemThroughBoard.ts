import { phrase } from '../base/phrase';
import { boardErrors } from './errors';
import { type ModemText, parseModemText } from './modemText';
import type { OutputLine } from './outputLines';
import modemInfoProgram from './programs/modemInfo.py';
import type { ReplClient } from './replClient';
import { parseTraceback } from './sqnsupgradeText';
import { toolError } from './toolFailures';
import type { OnWait } from './wait';

/**
 * Five rounds of probing with growing pauses take 67 s when the modem does not answer; reading its versions and hanging
 * up comes on top.
 */
const INFO_DEADLINE_MS = 120_000;

/** State of a modem whose versions can be asked for. */
const APPLICATION = 2;

/**
 * Asks the board for its modem: `sqnsupgrade.info()`, and in application mode its verbose form too, which alone names the
 * boot loaders. Opens the modem's port, so it is done on request only.
 * @throws BOARD_TOOL_TOO_OLD, TOOL_CRASHED and those of `ReplClient.execute`
 */
export async function readModemThroughBoard(
  client: ReplClient,
  onWait: OnWait,
  signal: AbortSignal,
): Promise<ModemText> {
  const lines = await info(client, false, onWait, signal);
  const modem = parseModemText(lines);
  if (modem.state !== APPLICATION) return modem;
  return parseModemText([...lines, ...(await info(client, true, onWait, signal))]);
}

async function info(
  client: ReplClient,
  verbose: boolean,
  onWait: OnWait,
  signal: AbortSignal,
): Promise<string[]> {
  onWait(
    verbose
      ? phrase('The modem answers. The board asks it for its boot loaders as well.')
      : phrase('The board asks its modem. When that does not answer at once, this takes over a minute.'),
    client.clock.wallTime() + INFO_DEADLINE_MS,
  );
  const lines: string[] = [];
  const { error } = await client.execute(
    modemInfoProgram,
    {
      what: phrase('ask the modem'),
      parameters: { verbose },
      deadlineMs: INFO_DEADLINE_MS,
      onLine: ({ text, finished }: OutputLine) => {
        if (finished) lines.push(text);
      },
    },
    signal,
  );
  if (/no attribute 'info'/.test(error)) throw boardErrors.toolTooOld('1.1', '1.2');
  const failure = parseTraceback(error);
  if (failure) throw toolError(failure, error);
  return lines;
}
