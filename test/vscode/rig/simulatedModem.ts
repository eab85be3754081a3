import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/run';

/** It compiles itself first. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
/** Its MicroPython starts anew when its power was off. */
const ORDER_TIMEOUT_MS = 10_000;

/** What became of the modem, as it says itself when it ends. */
export interface ModemTruth {
  readonly build: string;
  readonly condition: string;
  readonly images: readonly unknown[];
}

export interface SimulatedModem {
  /** Path of the pseudo-terminal, or address in the network. */
  readonly port: string;
  /** Of a board: the folders that are its flash memory and its SD card, and where it is in the network. */
  readonly flash?: string;
  readonly sd?: string;
  readonly telnet?: string;
  /** Does one thing to a board after the other, each as `boardMain.ts` calls it. */
  order(...commands: readonly string[]): Promise<void>;
  stop(): Promise<ModemTruth>;
}

/**
 * `modem`: a board in MIRROR mode. `board`: one whose REPL answers, with a modem behind it. `networkBoard`: the same, at no serial
 * port but in the network.
 */
export type Simulated = 'modem' | 'board' | 'networkBoard';

const PROGRAM: Readonly<Record<Simulated, string>> = {
  modem: 'main.ts',
  board: 'boardMain.ts',
  networkBoard: 'networkMain.ts',
};

/** Starts one in a process of its own. Options as of the simulator's programs. */
export async function startSimulatedModem(
  options: readonly string[],
  simulated: Simulated = 'modem',
): Promise<SimulatedModem> {
  const main = join(projectFolder, 'test', 'simulator', PROGRAM[simulated]);
  // It ends when its standard input does, so it can't outlive this process.
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...options], {
    cwd: projectFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
    // A Ctrl-C is for the one who started it, who ends it last.
    detached: true,
    windowsHide: true,
  });
  const lines = createInterface({ input: child.stdout });
  const nextLine = async (within: number): Promise<unknown> => {
    const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(within) })) as [string];
    return JSON.parse(line);
  };
  const said = (await nextLine(START_TIMEOUT_MS)) as Omit<SimulatedModem, 'order' | 'stop'>;
  return {
    ...said,
    order: async (...commands) => {
      for (const command of commands) {
        const done = nextLine(ORDER_TIMEOUT_MS);
        child.stdin.write(`${command}\n`);
        await done;
      }
    },
    stop: async () => {
      const closed = once(child, 'close');
      const truth = nextLine(STOP_TIMEOUT_MS);
      // A board at a port is asked; the others say it when they end.
      child.stdin.end(simulated === 'board' ? 'truth\nquit\n' : '');
      await closed;
      return (await truth) as ModemTruth;
    },
  };
}
