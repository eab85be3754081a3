import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { projectFolder } from '../run';
import { name, version } from '../../package.json';
import { TARGETS } from './targets';

/** What the package for a platform is called, by which people find theirs among the files of a release. */
export function packageName(target: string): string {
  return `${name}-${version}-${target}.vsix`;
}

/**
 * Packs a staged extension.
 * @param target a platform of the marketplace, or `universal`
 * @param staged folder as `stageExtension` fills it; the list of what is packed is written into it
 * @throws Error for a platform that is not known
 */
export async function makePackage(target: string, staged: string, packagePath: string): Promise<void> {
  const native = TARGETS[target];
  if (!native) throw new Error(`${target} is none of ${Object.keys(TARGETS).join(', ')}.`);
  writeFileSync(join(staged, '.vscodeignore'), allowList(native));
  await createVSIX({
    cwd: staged,
    packagePath,
    // Everything is bundled but the native parts, which are named one by one.
    dependencies: false,
    ...(target === 'universal' ? {} : { target }),
  });
}

/** The project's own allow list, with the native parts of one platform in place of all. */
function allowList(native: readonly string[]): string {
  const whole = readFileSync(join(projectFolder, '.vscodeignore'), 'utf8');
  return whole.replace('!prebuilds/**', native.map((pattern) => `!prebuilds/${pattern}`).join('\n'));
}
