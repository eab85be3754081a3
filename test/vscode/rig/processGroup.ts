import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a program may take to end before it is killed. */
const PATIENCE_MS = 5_000;

/** A program and its child processes, which end together. */
export class ProcessGroup {
  readonly leader: ChildProcess;
  readonly #closed: Promise<unknown>;

  constructor(command: string, args: readonly string[], options: SpawnOptions) {
    // On Windows `detached` would open a console window of its own.
    this.leader = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
    this.#closed = once(this.leader, 'close').catch((error: unknown) => error);
  }

  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    await Promise.race([this.#closed, sleep(PATIENCE_MS, undefined, { ref: false })]);
    // This also ends processes whose leader has already ended.
    this.#signal('SIGKILL');
    await this.#closed;
  }

  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    const { pid } = this.leader;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') this.leader.kill(signal);
      else process.kill(-pid, signal);
    } catch (error) {
      // No process of the group is left, as intended.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
