/** Prints what a release says of itself, for its tag: `npx tsx scripts/releaseNotes/main.ts v1.0.0`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../package.json';
import { endWith } from '../endWith';
import { projectFolder } from '../run';
import { changelogSection } from './changelogSection';

endWith(async () => {
  const tag = process.argv[2] ?? `v${version}`;
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json says ${version}.`);
  console.log(changelogSection(await readFile(join(projectFolder, 'CHANGELOG.md'), 'utf8'), version));
  return 0;
});
