import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port at which nothing ever answers, as a computer's own serial port. */
export interface MutePort {
  readonly path: string;
  stop(): Promise<void>;
}

/** @param folder where the port's name is put */
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
