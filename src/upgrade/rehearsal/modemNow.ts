import { type Phrase, phrase } from '../../base/phrase';
import { modemErrors } from '../../modem/errors';
import type { ModemReading } from '../../modem/modemReading';
import { upgradeErrors } from '../errors';
import type { RehearsalContext } from './rehearsalContext';

/** A modem that answered a moment ago; tries of a second each. */
const WAKE_TRIES = 15;

/**
 * What the modem says now, by whichever way the port leads to it: in MIRROR mode this asks the modem itself, else its board does.
 * @throws MODEM_SILENT, FINDING_CHANGED, and those of reading a board
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
  const { uniqueId } = await board.inspect(signal);
  const { finding } = context.request;
  const ours = finding.kind === 'board' ? finding.board.uniqueId : null;
  // Another module may have been plugged into the shield, or another board taken this one's place.
  if (ours !== null && uniqueId !== null && uniqueId !== ours)
    throw upgradeErrors.findingChanged(numbered(ours), numbered(uniqueId));
  return board.readModem(
    (reason, until) => voice.wait(reason, until - parts.clock.wallTime()),
    parts.logger,
    signal,
  );
}

/** Enough to tell two boards apart; a report is shown to others. */
function numbered(uniqueId: string): Phrase {
  return phrase('a board whose number ends in {end}', { end: uniqueId.slice(-4) });
}
