import { copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { findProgram } from '../findProgram';
import { mustRun, projectFolder } from '../run';
import { ensureSystemPackages } from '../systemPackages';
import { standInFolder } from './location';

const RECIPE = join(projectFolder, 'scripts', 'standIn');
const STAMP = join(standInFolder, 'installed.txt');
const SERVER = join(standInFolder, 'node_modules', 'code-server');
const VSCODE = join(SERVER, 'lib', 'vscode');
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs a VS Code that runs in a browser (code-server) from the npm registry alone.
 *
 * Its own install script stops where GitHub's releases can't be reached (ripgrep) or Kerberos' headers are missing, so
 * everything is installed without scripts, and only the native modules that the server really loads are built.
 * Quick when it is there already.
 * @throws Error on another system than Linux, and where something is missing or does not build
 */
export async function installStandIn(): Promise<void> {
  if (process.platform !== 'linux')
    throw new Error('VS Code could not be downloaded, and its stand-in is built for Linux alone.');
  await ensureSystemPackages();
  const wanted = await recipe();
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === wanted) return;
  console.log(`Installing the stand-in for VS Code into ${standInFolder} (about a minute, 320 MB)`);
  await rm(standInFolder, { recursive: true, force: true });
  await installPackages();
  await buildNativeModules();
  await linkPrograms();
  await writeFile(STAMP, wanted);
}

/** Changes whenever what is installed would change: the versions, or the Node that native modules are built for. */
async function recipe(): Promise<string> {
  const lock = await readFile(join(RECIPE, 'package-lock.json'), 'utf8');
  return `node ABI ${process.versions.modules}\n${lock}`;
}

async function installPackages(): Promise<void> {
  await mkdir(standInFolder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    await copyFile(join(RECIPE, file), join(standInFolder, file));
  }
  await npm(standInFolder, 'code-server', 'ci', '--ignore-scripts');
  // `npm ci` refuses the shrinkwrap that ships in here, `npm install` follows it.
  const followShrinkwrap = ['install', '--omit=dev', '--ignore-scripts'];
  await npm(VSCODE, 'the workbench', ...followShrinkwrap);
  await npm(join(VSCODE, 'extensions'), 'the built-in extensions', ...followShrinkwrap);
}

async function buildNativeModules(): Promise<void> {
  await npm(VSCODE, 'log and watchdog', 'rebuild', '@vscode/spdlog', 'native-watchdog');
  // Imported at start, though nobody logs in here.
  await npm(standInFolder, 'argon2', 'rebuild', 'argon2');
  // Terminals. Its own install script calls npx, which npm may be set to refuse, so node-gyp is called directly.
  console.log('· terminals');
  const global = execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim();
  const nodeGyp = join(global, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  await mustRun(process.execPath, [nodeGyp, 'rebuild', '--silent'], {
    cwd: join(VSCODE, 'node_modules', 'node-pty'),
    env: buildSettings(),
  });
}

/** What the packages' install scripts would have put in place. */
async function linkPrograms(): Promise<void> {
  const ripgrep = findProgram('rg');
  if (ripgrep === undefined) throw new Error('ripgrep is missing: install the package ripgrep.');
  const bin = join(VSCODE, 'node_modules', '@vscode', 'ripgrep', 'bin');
  await mkdir(bin, { recursive: true });
  await symlink(ripgrep, join(bin, 'rg'));
  await symlink('node_modules', join(VSCODE, 'node_modules.asar'));
  await symlink('browser-linux.sh', join(VSCODE, 'bin', 'helpers', 'browser.sh'));
}

async function npm(cwd: string, what: string, ...args: readonly string[]): Promise<void> {
  console.log(`· ${what}`);
  await mustRun('npm', [...args, ...QUIET], { cwd, env: buildSettings() });
}

function buildSettings(): NodeJS.ProcessEnv {
  const settings: NodeJS.ProcessEnv = { npm_config_build_from_source: 'true' };
  // Where Node brought its headers along, node-gyp need not download them.
  const prefix = dirname(dirname(process.execPath));
  if (existsSync(join(prefix, 'include', 'node', 'node.h'))) settings['npm_config_nodedir'] = prefix;
  return settings;
}
