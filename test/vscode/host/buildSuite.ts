import { build } from 'esbuild';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/run';

/** Builds the tests that run inside the extension host. Resolves with the module whose `run()` VS Code calls. */
export async function buildSuite(): Promise<string> {
  const suite = join(projectFolder, 'test', 'vscode', 'host', 'suite');
  const outdir = join(projectFolder, 'dist', 'test', 'host');
  await build({
    entryPoints: [join(suite, 'index.ts'), join(suite, 'extension.test.ts')],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    external: ['vscode', 'mocha', 'node-gyp-build'],
  });
  return join(outdir, 'index.js');
}
