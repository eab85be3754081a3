import { type Phrase, phrase } from '../../base/phrase';
import { modemErrors } from '../../modem/errors';
import type { ModemLink } from '../inspect/modemLink';
import type { StepRun } from '../steps/step';
import type { PerformContext } from './performContext';
import { updaterOf } from './planImages';

/** The updater takes some seconds to start, a minute at most where it was seen; one loaded in recovery "can take minutes". */
const START_LIMIT_MS = 300_000;
/** It says that it started; the field's tool leaves it alone for this long before it asks. */
const UNASKED_START_MS = 3000;
const WAKE_TRIES = 30;
/** A modem that still runs its firmware this many polls after the command to leave it didn't receive that command. */
const POLLS_BEFORE_BOOTING_AGAIN = 10;
const STATE_POLL_MS = 500;
/** A loaded program that calls itself something else this many polls in a row is what was loaded. */
const POLLS_OF_LOADED = 4;
/** A modem that should boot its updater and is in recovery this many polls in a row has none. */
const POLLS_OF_RECOVERY = 4;

/**
 * Waits until the modem runs its updater, and makes that ready for a transfer.
 * @param came `booted`: it got the command to boot what is in its flash, and gets it once more if it stays where it was. `loaded`:
 * what was loaded lives in its working memory, and no command that restarts the modem may be sent; some call it state 1
 * @returns `recovery` when it was to boot an updater and its flash holds none: nothing is written, and one can be loaded
 * @throws AT_UNEXPECTED when the modem does not start its updater, and the port's errors
 */
export async function reachUpdater(
  link: ModemLink,
  context: PerformContext,
  came: 'booted' | 'loaded',
  signal: AbortSignal,
): Promise<'updater' | 'recovery'> {
  const { modem } = link;
  context.wait(phrase('The modem is starting its updater.'), START_LIMIT_MS);
  const end = context.clock.now() + START_LIMIT_MS;
  let state: number | null = null;
  let stayed = 0;
  let recovered = 0;
  let patience = UNASKED_START_MS;
  while (state !== 4) {
    if (context.clock.now() >= end)
      throw modemErrors.unexpected('AT+SMOD?', state === null ? phrase('nothing') : String(state));
    await modem.hearsStart(modem.mark(), patience, signal);
    patience = STATE_POLL_MS;
    if (await link.wakeAtAnyRate(WAKE_TRIES, signal)) state = await modem.readState(signal);
    stayed = state === 1 || state === 2 ? stayed + 1 : 0;
    recovered = state === 0 ? recovered + 1 : 0;
    if (came === 'booted' && recovered === POLLS_OF_RECOVERY) return 'recovery';
    if (came === 'loaded' && state === 1 && stayed === POLLS_OF_LOADED) break;
    if (came === 'booted' && stayed === POLLS_BEFORE_BOOTING_AGAIN) await modem.boot('RECOVERY', signal);
  }
  await modem.switchRadioOff((command) => context.notice('info', doesWithout(command)), signal);
  await modem.askLogMode(signal);
  return 'updater';
}

/** The updater goes to the modem's working memory: nothing is written by it. */
export async function loadGivenUpdater(
  { context, facts, modem: side }: StepRun,
  signal: AbortSignal,
): Promise<void> {
  const enter = (): Promise<void> => side.link.modem.beginLoader(signal);
  await enter();
  await side.send(updaterOf(context), signal, {
    closesWhenStopped: false,
    triesLargerBlocks: true,
    repeatsBlocks: true,
    overwrites: false,
    enter,
  });
  facts.append({ kind: 'updaterLoaded' });
}

/** What the modem refuses, and can do without. */
export function doesWithout(command: string): Phrase {
  return phrase('The modem refused {command}. This isn’t a problem.', { command });
}
