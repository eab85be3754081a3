import { parseArgs } from 'node:util';
import { nameOf } from './cell';
import { matrix } from './matrix';
import { type CellResult, runCell } from './runCell';
import { tallyOf, tallyText } from './tally';
import { thinned } from './thinned';

/** `npm run faults`: a tenth of the matrix; `-- --all`: the whole; `-- --only TEXT`: the cells with that in their name. */
const { values } = parseArgs({ options: { all: { type: 'boolean' }, only: { type: 'string' } } });
const TENTH = 10;

const cells = await matrix();
const { only } = values;
const chosen =
  only !== undefined
    ? cells.filter((cell) => nameOf(cell).includes(only))
    : values.all === true
      ? cells
      : thinned(cells, TENTH);
const begun = performance.now();
const results: CellResult[] = [];
for (const [index, cell] of chosen.entries()) {
  results.push(await runCell(cell));
  if (process.stderr.isTTY && index % 50 === 0) process.stderr.write(`\r${index} of ${chosen.length}`);
}
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
const tally = tallyOf(results);
for (const line of tally.faulty) console.log(line);
console.log(tallyText(tally));
console.log(`in ${Math.round((performance.now() - begun) / 1000)} s`);
process.exitCode = tally.faulty.length === 0 ? 0 : 1;
