import { uptime } from 'node:os';
import { codeOf } from '../../base/thrown';
import { canonicalPort } from '../../transport/portName';
import { processStart } from './processStart';

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
export type Life = 'runs' | 'ended' | 'unsure';

export interface Processes {
  self(): Promise<ProcessMark>;
  /** @param since time of day (ms since 1970) at which the process was known to run */
  lifeOf(mark: ProcessMark, since: number): Promise<Life>;
  /** As `canonicalPort` of the transport. */
  canonicalPort(port: string): Promise<string>;
}

/** @param startOf empty where it cannot be read */
export function processesOf(startOf: (pid: number) => Promise<string>): Processes {
  let own = '';
  return {
    self: async () => ({ pid: process.pid, started: (own ||= await startOf(process.pid)) }),
    lifeOf: async ({ pid, started }, since) => {
      // No process is older than the system it runs on; a clock that was set needs some room.
      if (since < Date.now() - uptime() * 1000 - CLOCK_ROOM_MS) return 'ended';
      if (!exists(pid)) return 'ended';
      const now = pid === process.pid && own !== '' ? own : await startOf(pid);
      if (started === '' || now === '') return 'unsure';
      return started === now ? 'runs' : 'ended';
    },
    canonicalPort: (port) => canonicalPort(port),
  };
}

export const systemProcesses = processesOf((pid) => processStart(pid, process.platform));

const CLOCK_ROOM_MS = 120_000;

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return codeOf(error) === 'EPERM';
  }
}
