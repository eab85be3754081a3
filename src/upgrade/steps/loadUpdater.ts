import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { FACTORY_BUILD } from '../../firmware/rules/rule';
import { upgradeErrors } from '../errors';
import { lastReading } from '../facts/whatFollows';
import { loadGivenUpdater, reachUpdater } from '../run/reachUpdater';
import { bootIntoUpdater } from './bootUpdater';
import { prepareModem } from './prepare';
import { planStep, type StepKind, type StepRun, type Surroundings, wireSeconds } from './step';

export interface LoadUpdater {
  readonly kind: 'loadUpdater';
}

/** How often the bootrom is read, because an answer may be lost. */
const READ_TRIES = 3;

export const loadUpdater: StepKind<LoadUpdater, [FirmwareImage, Surroundings]> = {
  kind: 'loadUpdater',
  schema: v.object({ kind: v.literal('loadUpdater') }),
  phase: 'send',
  side: 'modem',
  standing: 'atModem',
  givesImage: false,
  toolLimitMs: null,
  changesModem: () => true,
  writesToModem: () => true,
  startsTool: () => false,
  leavesTransferOpen: () => true,
  sends: () => 'updater',
  image: () => null,
  describe: (updater, { bitsPerSecond }) =>
    planStep(
      'load-updater',
      { kind: 'loadUpdater' },
      20 + wireSeconds(updater, bitsPerSecond),
      'repeatable',
      [
        phrase('Load the updater'),
        phrase(
          'Loads a small program that can write the image into a modem in recovery. It may take minutes to start.',
        ),
      ],
    ),
  async perform(_action, run, signal) {
    const { context, facts, modem: side } = run;
    const reading = lastReading(facts.all);
    // The board may have found that recovery is not necessary, or loaded the updater itself.
    if (reading?.state === 4) {
      context.skip(phrase('The modem is already running its updater.'));
      return;
    }
    if (reading?.state !== 0) {
      await requireNewBootrom(run, signal);
      await prepareModem(run, signal);
      return bootIntoUpdater(run, signal);
    }
    await loadGivenUpdater(run, signal);
    await reachUpdater(side.link, context, 'loaded', signal);
  },
};

/**
 * The board found that the updater is not needed. That is true of a modem with another bootrom than the factory's; its own word
 * decides, before anything is sent.
 * @throws TOOL_BOOTROM_KEPT
 */
async function requireNewBootrom(
  { context, facts, modem: { link } }: StepRun,
  signal: AbortSignal,
): Promise<void> {
  let bootrom = lastReading(facts.all)?.bootrom ?? null;
  for (let attempt = 1; bootrom === null && attempt < READ_TRIES; attempt++) {
    const reading = await link.modem.read(signal);
    facts.append({ kind: 'modemRead', reading });
    ({ bootrom } = reading);
  }
  if (bootrom === null || bootrom === FACTORY_BUILD) throw upgradeErrors.bootromKept();
  context.skip(phrase('The updater isn’t needed: the bootrom is already {bootrom}.', { bootrom }));
}
