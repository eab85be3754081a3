import { readFile, realpath } from 'node:fs/promises';
import { uptime } from 'node:os';

/** A running process, so that another one with the same number later is not taken for it. */
export interface ProcessMark {
  readonly pid: number;
  /** What tells it from others of its number, where the platform has that; otherwise empty. */
  readonly started: string;
}

export interface Processes {
  self(): Promise<ProcessMark>;
  /** @param since time of day (ms since 1970) at which the process was known to run */
  isAlive(mark: ProcessMark, since: number): Promise<boolean>;
  /** One name for a port that has several, such as a link to a device. */
  canonicalPort(port: string): Promise<string>;
}

export const systemProcesses: Processes = {
  self: async () => ({ pid: process.pid, started: await startOf(process.pid) }),
  isAlive: async ({ pid, started }, since) => {
    // No process is older than the system it runs on; a clock that was set needs some room.
    if (since < Date.now() - uptime() * 1000 - CLOCK_ROOM_MS) return false;
    if (!exists(pid)) return false;
    const now = await startOf(pid);
    return started === '' || now === '' || started === now;
  },
  canonicalPort: (port) => realpath(port).catch(() => port),
};

const CLOCK_ROOM_MS = 120_000;

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of `/proc/PID/stat`: clock ticks between the system's start and the process's. Linux alone has it. */
async function startOf(pid: number): Promise<string> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const state = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state[START_FIELD - FIRST_FIELD_BEHIND_NAME] ?? '';
  } catch {
    return '';
  }
}

const START_FIELD = 22;
const FIRST_FIELD_BEHIND_NAME = 3;
