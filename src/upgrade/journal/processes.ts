import { uptime } from 'node:os';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { win32 } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../../base/thrown';
import { canonicalPort } from '../../transport/portName';

/** A running process, so that another one with the same number later is not taken for it. */
export interface ProcessMark {
  readonly pid: number;
  /** When it was started, in its platform's words; empty where that could not be read. */
  readonly started: string;
}

/**
 * Whether the process of a mark still runs. `unsure`: one of its number does, and when that or the other was started
 * cannot be read. Each who asks then decides for what interrupts no upgrade.
 */
export type ProcessLiveness = 'runs' | 'ended' | 'unsure';

export interface Processes {
  self(): Promise<ProcessMark>;
  /** @param since time of day (ms since 1970) at which the process was known to run */
  lifeOf(mark: ProcessMark, since: number): Promise<ProcessLiveness>;
  /** As `canonicalPort` of the transport. */
  canonicalPort(port: string): Promise<string>;
}

/** @param startOf empty where it cannot be read */
export function processesOf(startOf: (pid: number) => Promise<string>): Processes {
  let own = '';
  return {
    self: async () => ({ pid: process.pid, started: (own ||= await startOf(process.pid)) }),
    lifeOf: async ({ pid, started }, since) => {
      if (!exists(pid)) return 'ended';
      const now = pid === process.pid && own !== '' ? own : await startOf(pid);
      if (started !== '' && now !== '') return isSameStart(started, now) ? 'runs' : 'ended';
      // What is older than this process was begun by another one of its number.
      if (pid === process.pid && since < Date.now() - process.uptime() * 1000 - OWN_ROOM_MS) return 'ended';
      // No process is older than the system it runs on. Only the clock tells that, and it may have been set meanwhile.
      return since < Date.now() - uptime() * 1000 - CLOCK_ROOM_MS ? 'ended' : 'unsure';
    },
    canonicalPort: (port) => canonicalPort(port),
  };
}

/** Before 2.0.0, marks of Linux had no start of the system in them. */
function isSameStart(marked: string, now: string): boolean {
  return marked === now || (/^\d+$/.test(marked) && now.startsWith(`${marked} `));
}

export const systemProcesses = processesOf((pid) => processStart(pid, process.platform));

const CLOCK_ROOM_MS = 120_000;
/** Between a process's start and what it says of its age. */
const OWN_ROOM_MS = 2000;

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return codeOf(error) === 'EPERM';
  }
}

/** PowerShell needs seconds on a busy computer; the caller is about to open a port and can wait. */
const COMMAND_MS = 15_000;

/** Runs a program of the system, without a shell, and gives what it printed. Rejects when it fails or takes too long. */
export type RunProgram = (file: string, words: readonly string[]) => Promise<string>;

export const runProgram: RunProgram = async (file, words) => {
  // Whatever the user's language and place: the same process must be told by the same words each time.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC0' };
  const options = { env, timeout: COMMAND_MS, killSignal: 'SIGKILL', windowsHide: true } as const;
  return (await promisify(execFile)(file, words, options)).stdout;
};

/**
 * When a process was started, in the words of its platform: no other one of its number was started then.
 * @returns an empty text where that cannot be read, or there is no such process
 */
export async function processStart(
  pid: number,
  platform: NodeJS.Platform,
  run: RunProgram = runProgram,
): Promise<string> {
  try {
    const start = await (platform === 'linux'
      ? linuxStart(pid)
      : platform === 'win32'
        ? windowsStart(pid, run)
        : unixStart(pid, run));
    return start.replaceAll(/\s+/g, ' ').trim();
  } catch {
    return '';
  }
}

/**
 * Field 22 of `/proc/PID/stat`, clock ticks between the system's start and the process's, and which start of the system that was:
 * two computers that start alike give a process the same number and ticks.
 */
async function linuxStart(pid: number): Promise<string> {
  const [text, boot] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
  ]);
  const ticks = text.slice(text.lastIndexOf(')') + 2).split(' ')[START_FIELD - FIRST_FIELD_BEHIND_NAME];
  return ticks === undefined ? '' : `${ticks} ${boot}`;
}

const START_FIELD = 22;
const FIRST_FIELD_BEHIND_NAME = 3;

/** `Tue Nov 24 16:06:20 2026`; macOS and the BSDs have no other way without native code. */
function unixStart(pid: number, run: RunProgram): Promise<string> {
  return run('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

/** Hundreds of nanoseconds since 1601. */
function windowsStart(pid: number, run: RunProgram): Promise<string> {
  // By its whole path: Windows looks for a bare name in the current folder first.
  const folder = win32.join(
    process.env['SystemRoot'] ?? 'C:\\Windows',
    'System32',
    'WindowsPowerShell',
    'v1.0',
  );
  const command = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return run(win32.join(folder, 'powershell.exe'), ['-NoProfile', '-NonInteractive', '-Command', command]);
}
