import { nameOf } from './cell';
import type { CellResult } from './runCell';

/** The totals of a matrix, and every wrong cell. */
export interface Tally {
  readonly run: number;
  readonly succeeded: number;
  readonly failedRecoverable: number;
  readonly refused: number;
  readonly killed: number;
  readonly unknown: number;
  readonly cautious: number;
  readonly misreported: number;
  readonly hung: number;
  readonly notAsStated: number;
  readonly unsuccessful: number;
  readonly recovered: number;
  readonly faulty: readonly string[];
}

export function tallyOf(results: readonly CellResult[]): Tally {
  const count = (which: (result: CellResult) => boolean): number => results.filter(which).length;
  const unsuccessful = results.filter(({ became }) => became !== 'succeeds');
  return {
    run: results.length,
    succeeded: count(({ became }) => became === 'succeeds'),
    failedRecoverable: count(({ became }) => became === 'fails'),
    refused: count(({ became }) => became === 'refused'),
    killed: count(({ became }) => became === 'killed'),
    unknown: count(({ became }) => became === 'unknown'),
    cautious: count(({ honesty }) => honesty === 'cautious'),
    misreported: count(({ honesty }) => honesty === 'lie'),
    hung: count(({ became }) => became === 'hangs'),
    notAsStated: count((result) => !isAsStated(result)),
    unsuccessful: unsuccessful.length,
    recovered: unsuccessful.filter(({ obstacle }) => obstacle === undefined).length,
    faulty: results.flatMap((result) => faultOf(result) ?? []),
  };
}

function isAsStated({ became, cell: { expected } }: CellResult): boolean {
  return became === expected || (expected === 'either' && became !== 'hangs' && became !== 'unknown');
}

/** What is wrong with a cell; undefined if it is correct. */
export function faultOf(result: CellResult): string | undefined {
  const { cell, became, honesty, obstacle, detail } = result;
  const faults = [
    isAsStated(result) ? '' : `${became}, stated: ${cell.expected}`,
    honesty === 'lie' ? 'misreported' : '',
    obstacle === undefined ? '' : `advice: ${obstacle}`,
  ].filter(Boolean);
  return faults.length === 0 ? undefined : `${nameOf(cell)}\n    ${faults.join('; ')} | ${detail}`;
}

export function tallyText(tally: Tally): string {
  const rows: readonly (readonly [string, string | number])[] = [
    ['cells run', tally.run],
    ['succeeded', tally.succeeded],
    ['failed recoverable', tally.failedRecoverable],
    ['refused before anything was begun', tally.refused],
    ['killed', tally.killed],
    ['unknown state', tally.unknown],
    ['state misreported', tally.misreported],
    ['  better off than "recoverable", and not to be asked', tally.cautious],
    ['hung', tally.hung],
    ['not as stated', tally.notAsStated],
    ['recovered on advice', `${tally.recovered} of ${tally.unsuccessful}`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(54)}${value}`).join('\n');
}
