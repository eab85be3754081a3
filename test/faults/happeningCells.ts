import type { Safety } from '../../src/upgrade/plan/plan';
import type { Cell, Expected } from './cell';
import type { StepMoment, What } from './happening';
import type { WayName } from './wayName';

const EXPECTED: Readonly<Record<What, Expected>> = {
  unplug: 'fails',
  powerCut: 'fails',
  boardReset: 'fails',
  cardPulled: 'fails',
  cancel: 'fails',
  diskFull: 'succeeds',
  forward: 'succeeds',
  backward: 'succeeds',
  killed: 'killed',
};

/** Events for every board and computer. */
const EVERYWHERE = [
  'unplug',
  'powerCut',
  'boardReset',
  'cancel',
  'diskFull',
  'forward',
  'backward',
  'killed',
] as const satisfies readonly What[];

/** All events for board, cable, computer and user at this moment. */
export function happeningCells(
  way: WayName,
  { step, moment, safety }: StepMoment & { readonly safety: Safety },
  besides: readonly What[] = [],
): Cell[] {
  return [...EVERYWHERE, ...besides].map((what) => ({
    way,
    kind: what,
    where: `${moment} of ${step}`,
    happening: { when: { step, moment }, what },
    expected: what === 'cancel' && safety === 'doNotInterrupt' ? 'succeeds' : EXPECTED[what],
  }));
}
