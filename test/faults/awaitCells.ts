import type { Cell } from './cell';
import type { Reference } from './reference';
import type { WayName } from './wayName';

/** How many of the awaits of a run are tried: each of the first ones, which write down and open the port, then evenly. */
const FIRST = 25;
const EVENLY = 100;

/** Cancelled, or killed, wherever the program awaits anything of the world outside. */
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
