import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port that never answers, like a computer’s built-in serial port. */
export interface MutePort {
  readonly path: string;
  stop(): Promise<void>;
}

/** @param folder the folder for the port’s name */
export async function startMutePort(folder: string): Promise<MutePort> {
  const [path, behind] = [join(folder, 'ttyMute'), join(folder, 'nobody')];
  const child = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${behind}`], {
    stdio: 'ignore',
  });
  while (!existsSync(path) || !existsSync(behind)) {
    if (child.exitCode !== null) throw new Error('socat ended');
    await sleep(20);
  }
  return {
    path,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
