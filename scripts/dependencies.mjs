// The first thing every script does on a fresh clone. Node's own modules only: there are no others yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));

/** Installs what package-lock.json lists, unless exactly that is installed already. */
export function ensureDependencies() {
  if (isInstalled()) return;
  console.log('Installing npm packages');
  // npm is a batch file on Windows, which only a shell starts.
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['ci'], { cwd: project, stdio: 'inherit', shell });
  if (status === 0) return;
  console.error('The npm packages could not be installed; what npm says is above.');
  process.exit(1);
}

/** npm notes what it installed; packages for other platforms are left out there. */
function isInstalled() {
  const note = `${project}node_modules/.package-lock.json`;
  if (!existsSync(note)) return false;
  const installed = packagesOf(note);
  return Object.entries(packagesOf(`${project}package-lock.json`)).every(
    ([path, { version, optional }]) =>
      path === '' || (optional && !installed[path]) || installed[path]?.version === version,
  );
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
