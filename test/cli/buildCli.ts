import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds what ships once, before the first test: the command line's tests run that and nothing else. */
export default function buildCli(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed: ${stderr}`);
}
