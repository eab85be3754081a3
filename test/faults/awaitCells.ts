import type { Cell } from './cell';
import type { Reference } from './reference';
import type { WayName } from './wayName';

/** How many awaits of a run are tried: all of the first ones, which write the record and open the port, then evenly. */
const FIRST = 25;
const EVENLY = 100;

/** A cancel or a kill at each place where the program awaits something external. */
export function awaitCells(way: WayName, { awaited: { all, before }, steps }: Reference): Cell[] {
  const numbers = new Set([
    ...Array.from({ length: FIRST }, (_, at) => at + 1),
    ...Array.from({ length: EVENLY }, (_, at) => Math.ceil((all * (at + 1)) / EVENLY)),
  ]);
  return [...numbers].flatMap((number) => {
    const later = steps.filter((_, index) => (before[index + 1] ?? all) >= number);
    const isSafe = later.some(({ safety }) => safety !== 'doNotInterrupt');
    const cell = (kind: 'cancel' | 'killed', expected: Cell['expected']): Cell => ({
      way,
      kind,
      where: `await ${number} of ${all}`,
      happening: { when: { await: number }, what: kind },
      expected,
    });
    return [cell('cancel', isSafe ? 'fails' : 'succeeds'), cell('killed', 'killed')];
  });
}
