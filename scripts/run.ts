import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { spawnable } from './spawnable';

/** The checkout; everything here is relative to it, wherever it was started from. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program with its output on this terminal. Resolves with its exit status; a signal counts as 1. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  const how = spawnable(command, args);
  const child = spawn(how.command, how.args, {
    cwd: options.cwd ?? projectFolder,
    env: { ...process.env, ...options.env },
    stdio: 'inherit',
    shell: how.shell,
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return status ?? 1;
}

/** The same beside something else that writes to this terminal: its output is shown once it has ended. */
export async function runBeside(command: string, args: readonly string[]): Promise<number> {
  const how = spawnable(command, args);
  const child = spawn(how.command, how.args, { cwd: projectFolder, stdio: 'pipe', shell: how.shell });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part));
  const [status] = (await once(child, 'close')) as [number | null];
  process.stdout.write(Buffer.concat(said));
  return status ?? 1;
}

/** @throws Error when the program does not end with 0. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<void> {
  const status = await run(command, args, options);
  if (status !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` ended with ${status}.`);
}
