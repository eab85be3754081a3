import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { endWith } from '../endWith';
import { mustRun, projectFolder } from '../run';
import { TARGETS } from './targets';

endWith(async () => {
  const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const targets = wanted.length > 0 ? wanted : Object.keys(TARGETS);
  await mustRun(process.execPath, ['esbuild.mjs', '--production']);
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  for (const target of targets) {
    const file = join(projectFolder, `pycom-lte-upgrade-${version}-${target}.vsix`);
    await makePackage(target, file);
    console.log(`${file}  ${(statSync(file).size / 1024).toFixed(0)} KiB`);
  }
  return 0;
});

/** @throws Error for a platform that is not known */
async function makePackage(target: string, packagePath: string): Promise<void> {
  const native = TARGETS[target];
  if (!native) throw new Error(`${target} is none of ${Object.keys(TARGETS).join(', ')}.`);
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const ignoreFile = join(folder, '.vscodeignore');
  writeFileSync(ignoreFile, allowList(native));
  try {
    await createVSIX({
      cwd: projectFolder,
      packagePath,
      ignoreFile,
      // Everything is bundled but the native parts, which are named one by one.
      dependencies: false,
      ...(target === 'universal' ? {} : { target }),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The project's own allow list, with the native parts of one platform in place of all. */
function allowList(native: readonly string[]): string {
  const whole = readFileSync(join(projectFolder, '.vscodeignore'), 'utf8');
  return whole.replace('!prebuilds/**', native.map((pattern) => `!prebuilds/${pattern}`).join('\n'));
}
