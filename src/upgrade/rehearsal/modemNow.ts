import { phrase } from '../../base/phrase';
import { modemErrors } from '../../modem/errors';
import type { ModemReading } from '../../modem/modemReading';
import type { RehearsalContext } from './rehearsalContext';

/** A modem that answered a moment ago; tries of a second each. */
const WAKE_TRIES = 15;

/**
 * What the modem says now, by whichever way the port leads to it: in MIRROR mode it is asked itself, else its board asks it.
 * @throws MODEM_SILENT, and those of reading a board
 */
export async function modemNow(context: RehearsalContext, signal: AbortSignal): Promise<ModemReading> {
  const { voice, parts } = context;
  if (context.mirroring) {
    const link = await context.modemLink(signal);
    voice.wait(phrase('Asking the modem.'), WAKE_TRIES * 1000);
    if (!(await link.wakeAtAnyRate(WAKE_TRIES, signal))) throw modemErrors.silent(WAKE_TRIES);
    return link.modem.read(signal);
  }
  const board = await context.boardLink(signal);
  await board.inspect(signal);
  return board.readModem((reason, until) => voice.wait(reason, until - parts.clock.wallTime()), signal);
}
