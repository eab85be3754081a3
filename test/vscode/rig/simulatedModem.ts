import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/run';

/** The simulator compiles itself first. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
/** The board’s MicroPython restarts after a power cycle. */
const ORDER_TIMEOUT_MS = 10_000;

/** The modem’s final state, as the simulator prints it at its end. */
export interface ModemTruth {
  readonly build: string;
  readonly condition: string;
  readonly images: readonly unknown[];
}

export interface SimulatedModem {
  /** Path of the pseudo-terminal, or address in the network. */
  readonly port: string;
  /** For a board: the folders of its flash memory and its SD card, and its network address. */
  readonly flash?: string;
  readonly sd?: string;
  readonly telnet?: string;
  /** Sends commands to a board in order, with their names in `boardMain.ts`. */
  order(...commands: readonly string[]): Promise<void>;
  stop(): Promise<ModemTruth>;
}

/**
 * `modem`: a board in MIRROR mode. `board`: a board at its REPL, with a modem. `networkBoard`: the same, without a serial
 * port, in the network.
 */
export type Simulated = 'modem' | 'board' | 'networkBoard';

const PROGRAM: Readonly<Record<Simulated, string>> = {
  modem: 'main.ts',
  board: 'boardMain.ts',
  networkBoard: 'networkMain.ts',
};

/** Starts a simulator in its own process, with the options of the simulator’s programs. */
export async function startSimulatedModem(
  options: readonly string[],
  simulated: Simulated = 'modem',
): Promise<SimulatedModem> {
  const main = join(projectFolder, 'test', 'simulator', PROGRAM[simulated]);
  // The simulator ends with its standard input, so it can’t outlive this process.
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...options], {
    cwd: projectFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C goes to the parent process, which ends the simulator last.
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
      // A board at a port gets a command; the others print their state at their end.
      child.stdin.end(simulated === 'board' ? 'truth\nquit\n' : '');
      await closed;
      return (await truth) as ModemTruth;
    },
  };
}
