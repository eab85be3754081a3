import { nameOf } from '../faults/cell';
import type { CellResult } from '../faults/runCell';
import { faultOf, tallyOf, type Tally } from '../faults/tally';
import type { BeliefCell } from './cells';

export interface BeliefResult {
  readonly cell: BeliefCell;
  readonly result: CellResult;
}

/** The result of a run: the totals of normal cells, the known failures, and everything that is wrong. */
export interface Verdict {
  readonly tally: Tally;
  readonly knownFailing: number;
  readonly faulty: readonly string[];
}

export function verdictOf(results: readonly BeliefResult[]): Verdict {
  const tally = tallyOf(
    results.filter(({ cell }) => cell.knownFailing === undefined).map(({ result }) => result),
  );
  const known = results.filter(({ cell }) => cell.knownFailing !== undefined);
  const healed = known.filter(({ result }) => faultOf(result) === undefined);
  return {
    tally,
    knownFailing: known.length - healed.length,
    faulty: [
      ...tally.faulty,
      ...healed.map(
        ({ cell }) => `${nameOf(cell)}\n    passes now: remove its knownFailing (${cell.knownFailing})`,
      ),
    ],
  };
}

/** What is wrong with one cell, or that it is a known failure. */
export function remarkOn({ cell, result }: BeliefResult): string | undefined {
  const [remark] = verdictOf([{ cell, result }]).faulty;
  if (remark !== undefined || cell.knownFailing === undefined) return remark;
  return `known to fail: ${faultOf(result) ?? ''}`;
}
