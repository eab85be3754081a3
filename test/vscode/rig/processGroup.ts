import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a program may take to end when asked, before it is killed. */
const PATIENCE_MS = 5_000;

/** A program and all that it starts itself, ended together. */
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
    // Also those whose leader went first.
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
      // Nobody of the group is left: what was wanted.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
