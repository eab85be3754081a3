import type { Cell } from './cell';
import { AT_EFFECTS, effectName } from './effects';
import type { Reference } from './reference';
import type { WayName } from './wayName';

/** Faults that may be permanent. */
const HARMLESS = ['unsolicited', 'stale', 'echo', 'nuls'] as const;
/** The occurrences of each command with a fault. Polling repeats a command dozens of times. */
const TIMES = 3;

/** Each fault of an AT answer at each command of the way, once and permanently. */
export function atCells(way: WayName, { commands }: Reference): Cell[] {
  const each = [...commands].flatMap(([at, count]) => {
    const once = Array.from({ length: Math.min(count, TIMES) }, (_, index) => index + 1).flatMap((nth) =>
      AT_EFFECTS.map((what): Cell => ({
        way,
        kind: `${effectName(what)}, once`,
        where: nth === 1 ? at : `${at} (${nth})`,
        faults: [{ when: { at, nth }, what }],
        expected: 'succeeds',
      })),
    );
    const forEver = (['error', 'silence', 'ignore'] as const).map((what): Cell => ({
      way,
      kind: `${what}, for ever`,
      where: at,
      faults: [{ when: { at }, what, times: 'always' }],
      expected: 'fails',
    }));
    return [...once, ...forEver];
  });
  const everywhere = [...HARMLESS, { lateMs: 700 }].map((what): Cell => ({
    way,
    kind: `${effectName(what)}, for ever`,
    where: 'every command',
    faults: [{ when: { at: 'AT*' }, what, times: 'always' }],
    expected: 'succeeds',
  }));
  return [...each, ...everywhere];
}
