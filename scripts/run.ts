import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { spawnable } from './spawnable';

/** The checkout; everything here is relative to it, wherever it was started from. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether its output is shown once it has ended, because something beside it writes to this terminal. */
  readonly shownAtEnd?: boolean;
}

/** Runs a program with its output on this terminal. Resolves with its exit status; a signal counts as 1. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd = projectFolder, env, shownAtEnd = false }: RunOptions = {},
): Promise<number> {
  const how = spawnable(command, args);
  const output = shownAtEnd ? 'pipe' : 'inherit';
  const child = spawn(how.command, how.args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['inherit', output, output],
    shell: how.shell,
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => said.push(part));
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
