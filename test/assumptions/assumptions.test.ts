import { expect, test } from 'vitest';
import { singleCells } from './cells';
import { runBeliefCell } from './runBeliefCell';
import { quickSelection } from './selection';
import { type BeliefResult, verdictOf } from './verdict';

/** `npm run assumptions -- --all` runs them all. */
const SEED = 1;

test('hardware that differs from one belief or several is still upgraded, and its state is reported truly', async () => {
  const results: BeliefResult[] = [];
  for (const cell of quickSelection(SEED)) results.push({ cell, result: await runBeliefCell(cell) });
  const { faulty, tally } = verdictOf(results);
  expect(faulty).toEqual([]);
  expect(tally).toMatchObject({ misreported: 0, unknown: 0, hung: 0, recovered: tally.unsuccessful });
  expect(tally.succeeded).toBeGreaterThan(tally.unsuccessful);
}, 120_000);

/** One cell at a time: cells run in real time, and several at once would delay each other on a busy computer. */
test('a board that differs from a belief, in real time', async () => {
  const [cell, ...others] = singleCells().filter(
    ({ way, kind }) => way === 'flash' && kind === 'receive-buffer / 512',
  );
  if (!cell || others.length > 0) throw new Error('there is no such cell, or more than one');
  expect(verdictOf([{ cell, result: await runBeliefCell(cell) }]).faulty).toEqual([]);
}, 120_000);
