import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../scripts/run';

/** The folder for everything that Wine needs and creates. `npm run test:windows` fills it once. */
export const windowsFolder = join(projectFolder, '.cache', 'windows');
export const nodeExe = join(windowsFolder, 'node', 'package', 'bin', 'node.exe');
/** Wine’s simulated computer: registry, drives, system libraries. */
export const prefixFolder = join(windowsFolder, 'prefix');

/** Serial ports of the Windows computer, each a link that a test points to a pseudo-terminal. */
export const COM_PORTS = {
  COM7: join(windowsFolder, 'com7'),
  COM12: join(windowsFolder, 'com12'),
} as const;

export interface WindowsEnd {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program that runs under Wine. Its output goes to files, because Node’s console under Wine does not support pipes. */
export class WindowsProgram {
  private readonly child: ChildProcess;
  private readonly folder: string;
  private readonly ended: Promise<number | null>;

  private constructor(child: ChildProcess, folder: string) {
    this.child = child;
    this.folder = folder;
    this.ended = once(child, 'exit').then(([status]) => status as number | null);
  }

  static start(
    argv: readonly string[],
    options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
  ): WindowsProgram {
    const folder = mkdtempSync(join(tmpdir(), 'windows-program-'));
    const out = openSync(join(folder, 'out'), 'w');
    const err = openSync(join(folder, 'err'), 'w');
    const child = spawn('wine', [...argv], {
      stdio: ['ignore', out, err],
      cwd: options.cwd ?? projectFolder,
      env: { ...process.env, ...wineEnvironment, ...options.env },
    });
    closeSync(out);
    closeSync(err);
    return new WindowsProgram(child, folder);
  }

  /** Its standard output so far. */
  get output(): string {
    return readFileSync(join(this.folder, 'out'), 'utf8');
  }

  /** Ends the program at once, like the Task Manager. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  async end(): Promise<WindowsEnd> {
    const status = await this.ended;
    const [out, err] = [this.output, readFileSync(join(this.folder, 'err'), 'utf8')];
    rmSync(this.folder, { recursive: true });
    return { status, out, err };
  }
}

export const wineEnvironment = { WINEPREFIX: prefixFolder, WINEDEBUG: '-all' };

/** The Windows path of a file on this computer. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}
