/**
 * `npm run recorded-board -- REPORT [--link ADDRESS]`: turns the report of a rehearsal, as a file of Markdown or JSON, into a recorded
 * board that the tests replay from now on, and into a row of docs/hardware.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nameOfRecorded, recordedBoard } from '../test/recorded/recordedBoard';
import { hardwareRow, withRow } from '../test/recorded/hardwareTable';
import { endWith } from './endWith';
import { projectFolder } from './run';

const USAGE = 'usage: npm run recorded-board -- REPORT [--link ADDRESS OF THE ISSUE]';
const BAD_USAGE = 2;

endWith(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { link: { type: 'string' } },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    console.error(USAGE);
    return Promise.resolve(BAD_USAGE);
  }
  const recorded = recordedBoard(readFileSync(file, 'utf8'));
  const name = nameOfRecorded(recorded);
  const place = join(projectFolder, 'test', 'recorded', 'boards', `${name}.json`);
  if (existsSync(place))
    throw new Error(`${place} is there already: rename it first, so that both are kept.`);
  writeFileSync(place, `${JSON.stringify(recorded, null, 2)}\n`);
  const page = join(projectFolder, 'docs', 'hardware.md');
  writeFileSync(page, withRow(readFileSync(page, 'utf8'), hardwareRow(recorded, values.link)));
  console.log(`${place}\nThe tests replay it: npx vitest run test/scenario/recordedBoards.test.ts`);
  return Promise.resolve(0);
});
