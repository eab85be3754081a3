import * as v from 'valibot';
import { type Phrase, phrase } from '../../base/phrase';
import { count } from '../../base/schema';
import { isUpgradeError } from '../../base/upgradeError';
import type { ModemReading } from '../../modem/modemReading';
import { upgradeErrors } from '../errors';
import { STILL_APPLYING } from '../inspect/readWhenApplied';
import { APPLY_PATIENCE_MS } from '../run/applyPatience';
import { whyNotUpgraded } from '../run/expectedVersion';
import { wakeWithImage } from '../run/modemFinish';
import { isLastImage } from '../run/planImages';
import { HARMLESS, planStep, type StepKind, type Surroundings } from './step';

export interface Verify {
  readonly kind: 'verify';
  /** Number of the image in the plan, from 0. */
  readonly image: number;
}

/** Between two questions to a modem that is starting. */
const STATE_POLL_MS = 500;
/** With the firmware started, the modem may need a moment before it reports itself in application state. */
const APPLICATION_STATE_MS = 60_000;
/** One that shows another program first, such as its updater, is given longer to get there. */
const OTHER_STATE_MS = 600_000;

/** What a reading of the version means, from the modem or through the board. */
export const VERIFYING: readonly [Phrase, Phrase] = [
  phrase('Read the version again'),
  phrase('The upgrade succeeds only when the modem reports the new version.'),
];

export const verify: StepKind<Verify, [Surroundings]> = {
  ...HARMLESS,
  kind: 'verify',
  schema: v.object({ kind: v.literal('verify'), image: count }),
  phase: 'verify',
  side: 'modem',
  standing: 'written',
  sends: () => null,
  image: ({ image }) => image,
  describe: ({ image }) =>
    planStep(`verify-${image + 1}`, { kind: 'verify', image }, 5, 'doNotInterrupt', VERIFYING),
  /** @throws WRONG_VERSION_AFTER, VERSION_UNPROVEN, MODEM_SILENT, APPLY_TIMEOUT */
  async perform({ image }, { context, facts, modem: { link } }, signal) {
    const startedAt = context.clock.now();
    // One that answers at once may still need a while to name its version, and one that does not is asked for longer.
    context.wait(phrase('The modem is starting the new firmware.'), APPLICATION_STATE_MS);
    for (let noted = false; ; noted = true) {
      try {
        await wakeWithImage(link, context, signal);
      } catch (error) {
        if (isUpgradeError(error, 'MODEM_SILENT')) facts.noteInstalling(true);
        throw error;
      }
      if (!noted) await link.modem.noteSuccess(signal);
      const reading = await link.modem.read(signal);
      facts.append({ kind: 'modemRead', reading });
      if (reading.applying) facts.noteInstalling(true);
      facts.noteNumbers({ imei: reading.imei });
      // What it says now may be from before it started anew, or its success that of an earlier image.
      const objection = whyNotUpgraded(context, image, reading);
      if (!objection) {
        facts.noteInstalling(false);
        facts.append({ kind: 'versionVerified', isLast: isLastImage(context, image) });
        return;
      }
      const { applying } = reading;
      const left = startedAt + patienceWith(reading) - context.clock.now();
      if (left <= 0) throw applying ? upgradeErrors.stillAtWork(APPLY_PATIENCE_MS / 60_000) : objection;
      if (applying) context.wait(STILL_APPLYING, left);
      await context.clock.sleep(STATE_POLL_MS, signal);
    }
  },
};

/** How long a modem that was given an image may go on saying this of itself, milliseconds. */
function patienceWith({ state, applying }: ModemReading): number {
  if (applying) return APPLY_PATIENCE_MS;
  return state === 4 || state === 1 ? OTHER_STATE_MS : APPLICATION_STATE_MS;
}
