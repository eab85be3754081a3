import { findProgram } from './findProgram';
import { mustRun } from './run';

/** Debian's package, and the programs of which any one shows that it is not needed. */
type Packages = Readonly<Record<string, readonly string[]>>;

const FOR_VSCODE_TESTS: Packages = {
  // Without a window of its own it takes half the processor time of the whole browser, which does as well.
  'chromium-headless-shell': ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
  socat: ['socat'],
  ripgrep: ['rg'],
  python3: ['python3'],
  make: ['make'],
  'g++': ['g++'],
  udev: ['udevadm'],
};

/** Wine, and the compiler for the one Windows library that it lacks. */
export const FOR_WINDOWS_TESTS: Packages = {
  wine: ['wine'],
  'gcc-mingw-w64-x86-64-win32': ['x86_64-w64-mingw32-gcc', 'x86_64-w64-mingw32-gcc-win32'],
};

/**
 * Sees to the system programs that the tests need: those in VS Code, unless others are named.
 * @throws Error that names the packages, where they are missing and can't be installed from here.
 */
export async function ensureSystemPackages(needed: Packages = FOR_VSCODE_TESTS): Promise<void> {
  const missing = Object.keys(needed).filter((name) => !findProgram(...(needed[name] ?? [])));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) {
    throw new Error(
      `These system packages are missing: ${missing.join(' ')}. Install them, on Debian or Ubuntu by ` +
        `\`sudo apt-get install ${missing.join(' ')}\`, and start again. Where there is no ` +
        'chromium-headless-shell, as on Ubuntu, Chromium or Google Chrome does as well.',
    );
  }
  console.log(`Installing system packages: ${missing.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt-get may be at work, on a fresh machine most of all.
  const waitForLock = ['-o', 'DPkg::Lock::Timeout=300', '-q'];
  await mustRun('apt-get', [...waitForLock, 'update'], { env });
  await mustRun('apt-get', [...waitForLock, 'install', '-y', '--no-install-recommends', ...missing], { env });
}

/** The browser for headless use. `CHROMIUM` in the environment names another one. */
export function chromiumPath(): string {
  const path = process.env['CHROMIUM'] ?? findProgram(...(FOR_VSCODE_TESTS['chromium-headless-shell'] ?? []));
  if (path === undefined)
    throw new Error(
      'There is no Chromium on this machine: install the package chromium-headless-shell, Chromium or Google Chrome.',
    );
  return path;
}
