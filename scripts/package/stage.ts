import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, projectFolder } from '../run';

/**
 * Puts the extension as it ships into an empty folder, built for production. In `dist` whoever runs a test meanwhile would
 * replace one bundle by another.
 */
export async function stageExtension(folder: string): Promise<void> {
  await mustRun(process.execPath, ['esbuild.mjs', '--production', `--out=${folder}`]);
  const allowed = readFileSync(join(projectFolder, '.vscodeignore'), 'utf8').split('\n');
  for (const name of readdirSync(projectFolder)) {
    if (name === 'dist' || name === 'prebuilds') continue;
    if (!allowed.some((line) => isAbout(line, name))) continue;
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
}

/** Whether a line like `!media/**` or `!package.nls.*.json` lets something of this name through. */
function isAbout(line: string, name: string): boolean {
  const [first = ''] = line.replace(/^!/, '').split('/');
  const [start = '', end = ''] = first.split('*');
  if (!line.startsWith('!')) return false;
  return first.includes('*') ? name.startsWith(start) && name.endsWith(end) : name === first;
}
