import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { doesWithout } from '../run/reachUpdater';
import { HARMLESS, planStep, type StepKind, type StepRun, type Surroundings } from './step';

export interface Prepare {
  readonly kind: 'prepare';
}

export const prepare: StepKind<Prepare, [Surroundings]> = {
  ...HARMLESS,
  kind: 'prepare',
  schema: v.object({ kind: v.literal('prepare') }),
  phase: 'prepare',
  side: 'modem',
  standing: 'atModem',
  sends: () => null,
  image: () => null,
  describe: ({ image, committed }) =>
    planStep(
      `prepare-${image + 1}`,
      { kind: 'prepare' },
      5,
      committed ? 'doNotInterrupt' : 'nothingWritten',
      [
        phrase('Prepare the modem'),
        phrase('Turns off the radio and announces the upgrade to the modem. Writes nothing.'),
      ],
    ),
  perform: (_action, run, signal) => prepareModem(run, signal),
};

export async function prepareModem({ context, modem }: StepRun, signal: AbortSignal): Promise<void> {
  await modem.link.modem.prepare((command) => context.notice('info', doesWithout(command)), signal);
}
