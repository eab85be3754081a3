import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { throwIfCancelled } from '../base/cancellation';

/** A program that has a port open. */
export interface PortProgram {
  readonly pid: number;
  /** As its own people call it, such as `minicom`; the name of its file. */
  readonly name: string;
}

/**
 * Which programs have a port open, this one too. Linux and macOS tell, of this user's programs; Windows does not.
 * @returns undefined where the platform does not tell
 * @throws CANCELLED
 */
export async function programsHolding(
  path: string,
  signal: AbortSignal,
  { platform = process.platform, lsof = runLsof }: PortHolderDeps = {},
): Promise<PortProgram[] | undefined> {
  if (platform === 'linux') return linuxPrograms(path, signal);
  if (platform === 'darwin') return darwinPrograms(path, lsof, signal);
  return undefined;
}

/** What differs from one computer to the next. */
export interface PortHolderDeps {
  readonly platform?: NodeJS.Platform;
  readonly lsof?: RunLsof;
}

/** @returns what `lsof` printed; undefined where it is missing or was ended */
export type RunLsof = (words: readonly string[], signal: AbortSignal) => Promise<string | undefined>;

const runLsof: RunLsof = (words, signal) =>
  new Promise((resolve) => {
    execFile('lsof', words, { signal }, (error, stdout) =>
      // Its status is 1 when one of the files is open nowhere, so only its text tells.
      resolve(error && typeof error.code !== 'number' ? undefined : stdout),
    );
  });

/** Every open file of a process is a link in `/proc/PID/fd`; those of other users cannot be read. */
async function linuxPrograms(path: string, signal: AbortSignal): Promise<PortProgram[]> {
  const device = await realpath(path).catch(() => path);
  const found: PortProgram[] = [];
  for (const entry of await readdir('/proc')) {
    throwIfCancelled(signal);
    if (/^\d+$/.test(entry) && (await hasOpen(entry, device)))
      found.push({ pid: Number(entry), name: await linuxName(entry) });
  }
  return found;
}

async function hasOpen(pid: string, device: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  // Processes and files come and go while they are looked at.
  for (const file of await readdir(folder).catch(() => []))
    if ((await readlink(`${folder}/${file}`).catch(() => '')) === device) return true;
  return false;
}

/** The file's name says more than the process's: some programs name their main thread instead. */
async function linuxName(pid: string): Promise<string> {
  const file = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (file !== '') return basename(file.replace(/ \(deleted\)$/, ''));
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() || pid;
}

/** A port has two device files there, one for calling out and one for being called. */
async function darwinPrograms(
  path: string,
  lsof: RunLsof,
  signal: AbortSignal,
): Promise<PortProgram[] | undefined> {
  const other = path.replace(/^\/dev\/(cu|tty)\./, (_, kind) => `/dev/${kind === 'cu' ? 'tty' : 'cu'}.`);
  const answer = await lsof(['-w', '-F', 'pc', '--', path, other], signal);
  throwIfCancelled(signal);
  return answer === undefined ? undefined : programsIn(answer);
}

/** `lsof -F pc`: a line `pPID` and a line `cNAME` for each process. */
export function programsIn(lsofText: string): PortProgram[] {
  return [...lsofText.matchAll(/^p(\d+)\nc(.*)$/gm)].map(([, pid = '', name = '']) => ({
    pid: Number(pid),
    name,
  }));
}
