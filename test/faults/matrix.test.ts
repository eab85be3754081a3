import { expect, test } from 'vitest';
import { nameOf } from './cell';
import { matrix } from './matrix';
import { type CellResult, runCell } from './runCell';
import { tallyOf } from './tally';
import { thinned } from './thinned';
import { isBoardWay, WAY_NAMES } from './wayName';

/** `npm run faults -- --all` runs all cells. A prime divides no row’s length, so every column is included. */
const ONE_OF = 37;

test('a sample of the cells in MIRROR mode: the stated end, a true report, and a recovery by following its advice', async () => {
  const cells = await matrix(WAY_NAMES.filter((way) => !isBoardWay(way)));
  const names = cells.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(5000);

  const results: CellResult[] = [];
  for (const cell of thinned(cells, ONE_OF)) results.push(await runCell(cell));
  const tally = tallyOf(results);
  expect(tally.faulty).toEqual([]);
  expect(tally).toMatchObject({ misreported: 0, unknown: 0, hung: 0, recovered: tally.unsuccessful });
  expect(tally.succeeded).toBeGreaterThan(tally.unsuccessful);
}, 120_000);

test('some cells through a board, in real time', async () => {
  const cells = await matrix(['flash']);
  const chosen = cells.filter(
    ({ kind, where }) => /^(boardReset|killed)$/.test(kind) && / of run-1$/.test(where),
  );
  expect(chosen).toHaveLength(4);
  const results = await Promise.all(chosen.map(runCell));
  expect(tallyOf(results)).toMatchObject({ faulty: [], misreported: 0, unknown: 0, hung: 0 });
}, 120_000);
