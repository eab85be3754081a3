import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nameOf } from './cell';
import { matrix } from './matrix';
import { runAll, runPart } from './runAll';
import type { CellResult } from './runCell';
import { faultOf, tallyOf, tallyText } from './tally';
import { thinned } from './thinned';
import { WAY_NAMES } from './way';

/**
 * `npm run faults`: a tenth of the matrix; `-- --all`: the whole; `-- --only TEXT`: the cells with that in their name;
 * `-- --way NAME`: of these ways alone. Both may be said several times.
 */
const { values } = parseArgs({
  options: {
    all: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    way: { type: 'string', multiple: true },
    part: { type: 'string' },
  },
});
const TENTH = 10;

const { only, part, way: named } = values;
const cells = await matrix(WAY_NAMES.filter((way) => named?.includes(way) ?? true));
const chosen =
  only !== undefined
    ? cells.filter((cell) => only.some((text) => nameOf(cell).includes(text)))
    : values.all === true
      ? cells
      : thinned(cells, TENTH);
if (part !== undefined) await runPart(part, chosen);
else await runAndTell();

async function runAndTell(): Promise<void> {
  const begun = performance.now();
  const results: CellResult[] = [];
  await runAll(fileURLToPath(import.meta.url), process.argv.slice(2), (result) => {
    results.push(result);
    const fault = faultOf(result);
    if (fault !== undefined) console.log(fault);
    if (process.stderr.isTTY) process.stderr.write(`${results.length} of ${chosen.length}\r`);
  });
  const tally = tallyOf(results);
  console.log(tallyText(tally));
  console.log(`in ${Math.round((performance.now() - begun) / 1000)} s`);
  process.exitCode = tally.faulty.length === 0 && results.length === chosen.length ? 0 : 1;
}
