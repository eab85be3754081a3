import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { count, oneOf } from '../../base/schema';
import { isUpgradeError } from '../../base/upgradeError';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { TransferWay } from '../plan/plan';
import { upgradeErrors } from '../errors';
import { hasLeftProgram, isUpdaterLoaded } from '../facts/whatFollows';
import { clearResultOf } from '../run/clearResult';
import { imageOf } from '../run/planImages';
import { loadGivenUpdater, reachUpdater } from '../run/reachUpdater';
import { bootIntoUpdater } from './bootUpdater';
import { prepareModem } from './prepare';
import { planStep, type StepKind, type StepRun, type Surroundings, wireSeconds } from './step';

export interface TransferImage {
  readonly kind: 'transfer';
  /** Number of the image in the plan, from 0. */
  readonly image: number;
  readonly way: TransferWay;
}

export const WAY = oneOf<TransferWay>({ FFF: true, ON_THE_FLY: true });

/** The modem's own pauses at 7 to 10 % and at 99 %, as users saw them. */
const MODEM_PAUSES_SECONDS = 40;

export const transfer: StepKind<TransferImage, [FirmwareImage, TransferWay, Surroundings]> = {
  kind: 'transfer',
  schema: v.object({ kind: v.literal('transfer'), image: count, way: WAY }),
  phase: 'send',
  side: 'modem',
  standing: 'atModem',
  givesImage: true,
  toolLimitMs: null,
  // A file that the modem takes beside its firmware changes nothing until it is applied.
  changesModem: ({ way }) => way === 'ON_THE_FLY',
  writesToModem: () => true,
  startsTool: () => false,
  leavesTransferOpen: ({ way }) => way === 'ON_THE_FLY',
  sends: ({ image }) => image,
  image: ({ image }) => image,
  describe: (image, way, around) =>
    planStep(
      `transfer-${around.image + 1}`,
      { kind: 'transfer', image: around.image, way },
      wireSeconds(image, around.bitsPerSecond) + MODEM_PAUSES_SECONDS,
      (way === 'FFF' || around.broken) && !around.committed ? 'repeatable' : 'doNotInterrupt',
      [
        phrase('Send {file}', { file: image.source.name }),
        way === 'FFF'
          ? phrase('Sends the image. The modem keeps its old firmware until the next step.')
          : phrase(
              'The image replaces the firmware as it arrives. Pauses around 7 to 10 % and at 99 % are normal.',
            ),
      ],
    ),
  async perform({ image, way }, run, signal) {
    const { modem: side, context, facts } = run;
    const { modem } = side.link;
    const result = await clearResultOf(modem, signal);
    // An image of an earlier run, cut off behind it: a second one would go to a modem at work.
    if (way === 'FFF' && result.kind === 'ongoing') throw upgradeErrors.atWorkBefore();
    facts.append({ kind: 'resultHeard', result });
    try {
      await modem.beginTransfer(way, signal);
    } catch (error) {
      // A modem found in its updater may have lost it meanwhile: it is booted and asked once more.
      if (!isUpgradeError(error, 'AT_ERROR') || way === 'FFF' || hasLeftProgram(facts.all)) throw error;
      await bootIntoUpdater(run, signal);
      await modem.beginTransfer(way, signal);
    }
    await sendImage(run, imageOf(context, image), way, true, signal);
  },
};

/** Has the modem take an image once more, from its beginning; no block is sent twice this time. */
export async function sendImageAgain(
  run: StepRun,
  { image, way }: Pick<TransferImage, 'image' | 'way'>,
  signal: AbortSignal,
): Promise<void> {
  await beginAgain(run, way, signal);
  await sendImage(run, imageOf(run.context, image), way, false, signal);
}

/** @param repeatsBlocks as of `Transfer` */
async function sendImage(
  run: StepRun,
  image: FirmwareImage,
  way: TransferWay,
  repeatsBlocks: boolean,
  signal: AbortSignal,
): Promise<void> {
  await run.modem.send(image, signal, {
    closesWhenStopped: way === 'FFF',
    repeatsBlocks,
    enter: () => beginAgain(run, way, signal),
    // The first half of a pair is where a modem is lost: nothing is tried that could begin it anew.
    triesLargerBlocks: image.description.stepOfPair !== 1,
    overwrites: way === 'ON_THE_FLY',
  });
}

/**
 * Has a modem that left the transfer protocol take the image from its beginning: by the command by which it began, and
 * where it restarted meanwhile by all that came before that.
 */
async function beginAgain(run: StepRun, way: TransferWay, signal: AbortSignal): Promise<void> {
  const { modem: side, context, facts } = run;
  const { link } = side;
  const { modem } = link;
  try {
    await modem.beginTransfer(way, signal);
    return;
  } catch (error) {
    if (!isUpgradeError(error, 'AT_ERROR')) throw error;
  }
  const state = await modem.readState(signal);
  if (way === 'FFF') await prepareModem(run, signal);
  else if (state === 0 && isUpdaterLoaded(facts.all)) {
    await loadGivenUpdater(run, signal);
    await reachUpdater(link, context, 'loaded', signal);
  } else if (state !== 0) await bootIntoUpdater(run, signal);
  await modem.beginTransfer(way, signal);
}
