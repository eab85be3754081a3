import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why there is no command line to test; empty when there is one. */
    readonly buildFailure: string;
  }
}

/**
 * Builds what ships once, before the first test: the command line's tests run that and nothing else. `npm test` has built it
 * already, and builds nothing anew while another project's tests run it.
 */
export default function buildCli(project: TestProject): void {
  if (process.env['ALREADY_BUILT'] === '1') {
    project.provide('buildFailure', '');
    return;
  }
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, encoding: 'utf8' });
  project.provide('buildFailure', status === 0 ? '' : `the build failed: ${stderr}`);
}
