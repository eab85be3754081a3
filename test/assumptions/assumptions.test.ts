import { expect, test } from 'vitest';
import { isBoardWay } from '../faults/wayName';
import { singleCells } from './cells';
import { runBeliefCell } from './runBeliefCell';
import { quickSelection } from './selection';
import { type BeliefResult, verdictOf } from './verdict';

/** `npm run assumptions -- --all` runs them all. */
const SEED = 1;

test('hardware that differs from a belief, or from a few at once, is upgraded all the same, and its state told truly', async () => {
  const results: BeliefResult[] = [];
  for (const cell of quickSelection(SEED)) results.push({ cell, result: await runBeliefCell(cell) });
  const { faulty, tally } = verdictOf(results);
  expect(faulty).toEqual([]);
  expect(tally).toMatchObject({ misreported: 0, unknown: 0, hung: 0, recovered: tally.unsuccessful });
  expect(tally.succeeded).toBeGreaterThan(tally.unsuccessful);
}, 120_000);

test('a board that differs from a belief, in real time', async () => {
  const cells = singleCells().filter(({ way }) => isBoardWay(way));
  const chosen = cells.filter(({ kind }) => kind === 'memory / small');
  expect(chosen).not.toEqual([]);
  const results = await Promise.all(
    chosen.map(async (cell): Promise<BeliefResult> => ({ cell, result: await runBeliefCell(cell) })),
  );
  expect(verdictOf(results).faulty).toEqual([]);
}, 120_000);
