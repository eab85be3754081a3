import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { upgradeErrors } from '../errors';
import { loadGivenUpdater, reachUpdater } from '../run/reachUpdater';
import { planStep, type StepKind, type StepRun, type Surroundings } from './step';

export interface BootUpdater {
  readonly kind: 'bootUpdater';
}

export const bootUpdater: StepKind<BootUpdater, [Surroundings]> = {
  kind: 'bootUpdater',
  schema: v.object({ kind: v.literal('bootUpdater') }),
  phase: 'prepare',
  side: 'modem',
  standing: 'atModem',
  givesImage: false,
  toolLimitMs: null,
  // A modem in its updater is not as it was, as the report says, too: it may stay there.
  changesModem: () => true,
  writesToModem: () => true,
  startsTool: () => false,
  leavesTransferOpen: () => false,
  sends: () => null,
  image: () => null,
  describe: ({ image, committed }) =>
    planStep(
      `boot-updater-${image + 1}`,
      { kind: 'bootUpdater' },
      15,
      committed ? 'doNotInterrupt' : 'nothingWritten',
      [
        phrase('Start the modem’s updater'),
        phrase('Restarts the modem in its updater, which receives the image. The firmware stays intact.'),
      ],
    ),
  async perform(_action, run, signal) {
    // A restart would cut off what the modem makes of an earlier image.
    const { kind } = await run.modem.link.modem.readUpgradeResult(signal);
    if (kind === 'ongoing') throw upgradeErrors.atWorkBefore();
    await bootIntoUpdater(run, signal);
  },
};

/**
 * Where the modem's flash holds no updater, the one that was given is loaded.
 * @throws AT_UNEXPECTED when the modem does not start its updater, UPDATER_MISSING when it has none and none was given
 */
export async function bootIntoUpdater(run: StepRun, signal: AbortSignal): Promise<void> {
  const { context, facts, modem: side } = run;
  facts.append({ kind: 'updaterBooted' });
  await side.link.modem.boot('RECOVERY', signal);
  if ((await reachUpdater(side.link, context, 'booted', signal)) === 'updater') return;
  if (!context.plan.updater) throw upgradeErrors.noUpdaterInFlash();
  context.notice('info', phrase('The modem has no built-in updater. Loading the one you chose.'));
  await side.speedUp(signal);
  await loadGivenUpdater(run, signal);
  await reachUpdater(side.link, context, 'loaded', signal);
}
