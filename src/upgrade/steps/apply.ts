import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { count } from '../../base/schema';
import { isUpgradeError } from '../../base/upgradeError';
import type { ModemReading } from '../../modem/modemReading';
import type { TransferWay } from '../plan/plan';
import { mayHaveTakenBlockTwice, resultBefore } from '../facts/whatFollows';
import { showsImage } from '../run/expectedVersion';
import { finishByItself } from '../run/modemFinish';
import { planStep, type StepKind, type Surroundings } from './step';
import { sendImageAgain, WAY } from './transfer';

export interface Apply {
  readonly kind: 'apply';
  /** Number of the image in the plan, from 0. */
  readonly image: number;
  readonly way: TransferWay;
}

/** "The update takes about 5 minutes" (Pycom documentation), one of them for the transfer. */
const APPLY_SECONDS = { FFF: 180, ON_THE_FLY: 60 } as const;

export const apply: StepKind<Apply, [TransferWay, Surroundings]> = {
  kind: 'apply',
  schema: v.object({ kind: v.literal('apply'), image: count, way: WAY }),
  phase: 'install',
  side: 'modem',
  standing: 'finishing',
  givesImage: false,
  toolLimitMs: null,
  changesModem: () => true,
  writesToModem: () => true,
  startsTool: () => false,
  leavesTransferOpen: () => false,
  sends: () => null,
  image: ({ image }) => image,
  describe: (way, { image }) =>
    planStep(`apply-${image + 1}`, { kind: 'apply', image, way }, APPLY_SECONDS[way], 'doNotInterrupt', [
      phrase('Modem installs the firmware'),
      phrase('The modem may stay silent for up to five minutes. Leave the power on.'),
    ]),
  async perform({ image, way }, run, signal) {
    const { context, facts, modem: side } = run;
    const parts = {
      way,
      context,
      before: resultBefore(facts.all),
      beforeApplying: () => {
        facts.append({ kind: 'applySent' });
        facts.noteInstalling(true);
      },
      hasIt: (reading: ModemReading) => showsImage(context, image, reading),
    };
    try {
      await finishByItself(side.link, parts, signal);
    } catch (error) {
      if (!isUpgradeError(error, 'UPGRADE_REPORTED_FAILURE')) throw error;
      facts.noteInstalling(false);
      if (!mayHaveTakenBlockTwice(facts.all)) throw error;
      context.notice('warning', phrase('The image may have been damaged in transit. Sending it again.'));
      const before = await side.link.modem.readUpgradeResult(signal);
      facts.append({ kind: 'resultHeard', result: before });
      await sendImageAgain(run, { image, way }, signal);
      await finishByItself(side.link, { ...parts, before }, signal);
    }
  },
};
