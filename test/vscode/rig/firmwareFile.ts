import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/run';

/** Makes a firmware file. Options as of the fixtures' main: `['full', '--build', '41065']`. */
export function makeFirmwareFile(out: string, options: readonly string[]): void {
  const main = join(projectFolder, 'test', 'fixtures', 'main.ts');
  execFileSync(process.execPath, ['--import', 'tsx', main, ...options, '--out', out], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
}
