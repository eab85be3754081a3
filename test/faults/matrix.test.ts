import { describe, expect, test } from 'vitest';
import { matrix } from './matrix';
import { type CellResult, runCell } from './runCell';
import { tallyOf } from './tally';
import { thinned } from './thinned';
import { WAY_NAMES } from './way';

/** `npm run faults -- --all` runs them all. Not a divisor of any row's length, so that every column is struck. */
const ONE_OF = 67;

const cells = await matrix();

describe('one of many cells of the fault matrix', () => {
  test.each(WAY_NAMES)(
    '%s: as stated, told truly, and mended by what the report advises',
    async (way) => {
      const results: CellResult[] = [];
      const own = cells.filter((cell) => cell.way === way);
      for (const cell of thinned(own, ONE_OF)) results.push(await runCell(cell));
      const tally = tallyOf(results);
      expect(tally.faulty).toEqual([]);
      expect(tally).toMatchObject({ misreported: 0, hung: 0, recovered: tally.unsuccessful });
      expect(tally.succeeded).toBeGreaterThan(0);
    },
    60_000,
  );
});

test('the matrix holds thousands of cells of every way, each named once', () => {
  const names = cells.map(({ way, kind, where }) => `${way}: ${kind} at ${where}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(5000);
});
