import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why the build failed; empty after a success. */
    readonly buildFailure: string;
  }
}

/**
 * Builds the shipped command line once, before the first test, because the tests run exactly that. `npm test` has built it
 * already, and does not build it again while the tests of another project use it.
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
