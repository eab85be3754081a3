import { statSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { measureNode } from './measuredProcess';
import type { BenchOptions } from './options';
import { type Result, result } from './result';
import { repeat } from './statistics';

const BUNDLES = ['extension.js', 'cli.js', 'webview.js'];
const ACTIVATION = join(import.meta.dirname, 'activation.cjs');

/** The size of the package, and the time that VS Code needs to start it. */
export async function benchPackage({ project, built, runs }: BenchOptions): Promise<Result[]> {
  const results = BUNDLES.map((name) => {
    const { size } = statSync(join(built, name));
    return result('package', name, 'kB', [size / 1000]);
  });
  const shipped = await listFiles({ cwd: project, packageManager: PackageManager.None });
  const bytes = shipped.reduce((sum, name) => sum + statSync(join(project, name)).size, 0);
  results.push(
    result('package', `files that the extension ships: ${shipped.length}, unpacked`, 'kB', [bytes / 1000]),
  );
  const activations = await repeat(runs, () => measureNode([ACTIVATION, join(built, 'extension.js')]));
  const figure = (type: string): number[] =>
    activations.map(({ lines }) => {
      const line = lines.find(({ event }) => event.type === type);
      if (line?.event.ms === undefined) throw new Error(`the extension did not ${type}`);
      return line.event.ms;
    });
  results.push(
    result('package', 'extension: loading its bundle', 'ms', figure('load')),
    result('package', 'extension: activate()', 'ms', figure('activate')),
  );
  return results;
}
