import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeds } from './seeds';

/** Writes the seeds into the folder FUZZ_CORPUS, one subfolder for each parser. */
const folder = process.env['FUZZ_CORPUS'];
if (folder === undefined) throw new Error('FUZZ_CORPUS names no folder');
for (const [parser, inputs] of Object.entries(await seeds())) {
  mkdirSync(join(folder, parser), { recursive: true });
  inputs.forEach((input, index) => writeFileSync(join(folder, parser, `seed-${index}`), input));
}
