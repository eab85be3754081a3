import { expect, test } from 'vitest';
import { matrix } from './matrix';
import { type CellResult, runCell } from './runCell';
import { tallyOf } from './tally';
import { thinned } from './thinned';

/** `npm run faults -- --all` runs them all. A prime, so that it is no divisor of a row's length and every column is struck. */
const ONE_OF = 37;

test('one of many cells: as stated, told truly, and mended by what the report advises', async () => {
  const cells = await matrix();
  const names = cells.map(({ way, kind, where }) => `${way}: ${kind} at ${where}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(5000);

  const results: CellResult[] = [];
  for (const cell of thinned(cells, ONE_OF)) results.push(await runCell(cell));
  const tally = tallyOf(results);
  expect(tally.faulty).toEqual([]);
  expect(tally).toMatchObject({ misreported: 0, hung: 0, recovered: tally.unsuccessful });
  expect(tally.succeeded).toBeGreaterThan(tally.unsuccessful);
}, 60_000);
