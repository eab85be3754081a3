import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nameOf } from '../faults/cell';
import { runAll } from '../faults/runAll';
import { tallyText } from '../faults/tally';
import { ALL_WAY_NAMES } from '../faults/wayName';
import { work } from '../faults/worker';
import type { BeliefCell } from './cells';
import { runBeliefCell } from './runBeliefCell';
import { usualSelection, wholeSelection } from './selection';
import { type BeliefResult, remarkOn, verdictOf } from './verdict';

/**
 * `npm run assumptions`: every single difference on the ways that need no board, a part of those through one, and some
 * combinations; `-- --all`: all; `-- --only TEXT`: all those with that in their name; `-- --way NAME`: only on these
 * ways; `-- --seed N`: other combinations.
 */
const { values } = parseArgs({
  options: {
    all: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    way: { type: 'string', multiple: true },
    seed: { type: 'string' },
    worker: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const USAGE = `usage: npm run assumptions -- [--all] [--only TEXT]... [--way NAME]... [--seed N]   ways: ${ALL_WAY_NAMES.join(', ')}`;
const DEFAULT_SEED = 1;
const seed = Number(values.seed ?? DEFAULT_SEED);
const unknownWay = values.way?.find((name) => !ALL_WAY_NAMES.some((way) => way === name));

if (values.worker === true) work(runBeliefCell);
else if (values.help === true) console.log(USAGE);
else if (unknownWay !== undefined) refuse(`no such way: ${unknownWay}`);
else if (!Number.isSafeInteger(seed) || seed < 0) refuse(`not a seed: ${values.seed}`);
else {
  const cells = chosenCells();
  if (cells.length === 0) refuse('no such cells');
  else await runAndTell(cells);
}

function refuse(why: string): void {
  console.error(`${why}\n${USAGE}`);
  process.exitCode = 2;
}

function chosenCells(): BeliefCell[] {
  const { all, only, way: ways } = values;
  const cells = all === true || only !== undefined ? wholeSelection(seed) : usualSelection(seed);
  return cells.filter(
    (cell) =>
      (only?.some((text) => nameOf(cell).includes(text)) ?? true) &&
      (ways?.some((name) => name === cell.way) ?? true),
  );
}

async function runAndTell(cells: readonly BeliefCell[]): Promise<void> {
  const begun = performance.now();
  const results: BeliefResult[] = [];
  await runAll(fileURLToPath(import.meta.url), cells, (result) => {
    const each = { cell: result.cell, result };
    results.push(each);
    const remark = remarkOn(each);
    if (remark !== undefined) console.log(remark);
    if (process.stderr.isTTY) process.stderr.write(`${results.length} of ${cells.length}\r`);
  });
  const { tally, knownFailing, faulty } = verdictOf(results);
  console.log(tallyText(tally));
  console.log(`${'known to fail'.padEnd(54)}${knownFailing}`);
  console.log(`seed ${seed}, in ${Math.round((performance.now() - begun) / 1000)} s`);
  process.exitCode = faulty.length === 0 && results.length === cells.length ? 0 : 1;
}
