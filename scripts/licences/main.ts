/** `npm run licences`: writes LICENSES.md, from what the build says it bundled. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWith } from '../endWith';
import { mustRun, projectFolder } from '../run';
import { licencesText } from './licencesText';
import { shippedPackages } from './shippedPackages';

endWith(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'licences-'));
  try {
    await mustRun(process.execPath, ['esbuild.mjs', '--production', `--out=${folder}`]);
    const inputs = JSON.parse(readFileSync(join(folder, 'dist', 'inputs.json'), 'utf8')) as string[];
    writeFileSync(join(projectFolder, 'LICENSES.md'), licencesText(shippedPackages(inputs)));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
});
