import * as v from 'valibot';
import { count } from '../../base/schema';
import type { ModemReading } from '../../modem/modemReading';
import { isInstalling } from '../facts/whatFollows';
import { runsAndNamesBuild } from '../run/boardSide';
import { HARMLESS, planStep, type StepKind, type StepRun, type Surroundings } from './step';
import { VERIFYING } from './verify';

export interface VerifyOnBoard {
  readonly kind: 'verifyOnBoard';
  /** Number of the image in the plan, from 0. */
  readonly image: number;
}

/** The state of a modem that runs its updater. */
const UPDATER = 4;

export const verifyOnBoard: StepKind<VerifyOnBoard, [Surroundings]> = {
  ...HARMLESS,
  kind: 'verifyOnBoard',
  schema: v.object({ kind: v.literal('verifyOnBoard'), image: count }),
  phase: 'verify',
  side: 'board',
  standing: 'written',
  sends: () => null,
  image: ({ image }) => image,
  describe: ({ image }) =>
    planStep(`verify-${image + 1}`, { kind: 'verifyOnBoard', image }, 10, 'doNotInterrupt', VERIFYING),
  perform: ({ image }, run, signal) => verifyThroughBoard(run, image, signal),
};

/** @throws MODEM_SILENT, WRONG_VERSION_AFTER, VERSION_UNPROVEN, ANOTHER_BOARD */
async function verifyThroughBoard(
  { context, facts, board: side }: StepRun,
  image: number,
  signal: AbortSignal,
): Promise<void> {
  const read = (): Promise<ModemReading> =>
    side.connection.readModemUntil((each) => runsAndNamesBuild(each) && side.isOurModem(each), signal);
  let reading: ModemReading;
  try {
    reading = await read();
  } catch (error) {
    if (!side.tool.lostNetwork(error)) throw error;
    await side.tool.reconnect(signal);
    reading = await read();
  }
  await side.requireOurModem(reading);
  const given = context.plan.steps.find(
    ({ action }) => action.kind === 'runOnBoard' && action.image === image,
  );
  // The tool's word of success is not the modem's: one that shows its updater still may be at work on the image, and so may a silent
  // one, where nobody saw at what the tool left it.
  const mayInstall = reading.state === UPDATER || (reading.state === null && isInstalling(facts.all));
  if (mayInstall && given?.action.kind === 'runOnBoard') {
    await side.tool.waitForModem(given.action, [], signal);
    reading = await read();
    await side.requireOurModem(reading);
  }
  await side.judge(image, reading, signal);
}
