import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Cell, nameOf } from './cell';
import { matrix } from './matrix';
import { runAll } from './runAll';
import type { CellResult } from './runCell';
import { faultOf, tallyOf, tallyText } from './tally';
import { thinned } from './thinned';
import { WAY_NAMES } from './wayName';
import { work } from './worker';

/**
 * `npm run faults`: a tenth of the matrix; `-- --all`: all cells; `-- --only TEXT`: the cells with that in their name;
 * `-- --way NAME`: only these ways. Both options can be repeated.
 */
const { values } = parseArgs({
  options: {
    all: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    way: { type: 'string', multiple: true },
    worker: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const TENTH = 10;

const USAGE = `usage: npm run faults -- [--all] [--only TEXT]... [--way NAME]...   ways: ${WAY_NAMES.join(', ')}`;
const unknownWay = values.way?.find((name) => !WAY_NAMES.some((way) => way === name));

if (values.worker === true) work();
else if (values.help === true) console.log(USAGE);
else if (unknownWay !== undefined) refuse(`no such way: ${unknownWay}`);
else {
  const cells = await chosenCells();
  if (cells.length === 0) refuse('no such cells');
  else await runAndTell(cells);
}

function refuse(why: string): void {
  console.error(`${why}\n${USAGE}`);
  process.exitCode = 2;
}

async function chosenCells(): Promise<readonly Cell[]> {
  const { only, way: named, all } = values;
  const cells = await matrix(WAY_NAMES.filter((way) => named?.includes(way) ?? true));
  if (only !== undefined) return cells.filter((cell) => only.some((text) => nameOf(cell).includes(text)));
  return all === true ? cells : thinned(cells, TENTH);
}

async function runAndTell(cells: readonly Cell[]): Promise<void> {
  const begun = performance.now();
  const results: CellResult[] = [];
  await runAll(fileURLToPath(import.meta.url), cells, (result) => {
    results.push(result);
    const fault = faultOf(result);
    if (fault !== undefined) console.log(fault);
    if (process.stderr.isTTY) process.stderr.write(`${results.length} of ${cells.length}\r`);
  });
  const tally = tallyOf(results);
  console.log(tallyText(tally));
  console.log(`in ${Math.round((performance.now() - begun) / 1000)} s`);
  process.exitCode = tally.faulty.length === 0 && results.length === cells.length ? 0 : 1;
}
