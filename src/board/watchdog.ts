import { phrase } from '../base/phrase';
import { answeredValues } from './repl/boardProgram';
import watchdogProgram from './programs/watchdog.py';
import type { PythonValue } from './repl/pythonLiteral';

/**
 * The longest that fits, 25 days: what Pycom's own Pybytes sets when it wants no watchdog any more
 * (pycom-micropython-sigfox, esp32/frozen/Pybytes/_pybytes_connection.py).
 */
const FAR_MS = 0x7fff_ffff;
/** What is longer outlasts every upgrade. */
const LONG_MS = 24 * 3_600_000;

/** What restarts the board when nobody feeds it; it outlives Ctrl-C and a soft reset (esp32/mods/machwdt.c). */
export interface Watchdog {
  /** Milliseconds it was found with; what it goes back to when the board is handed back. */
  readonly foundMs: number;
  /** Milliseconds it has now. */
  readonly ms: number;
}

export type RunProgram = (
  program: string,
  options: {
    readonly what: ReturnType<typeof phrase>;
    readonly parameters: Readonly<Record<string, PythonValue>>;
    readonly deadlineMs: number;
  },
) => Promise<{ readonly output: string; readonly error: string }>;

const DEADLINE_MS = 5000;

/**
 * Gives a watchdog that runs on the board so much time that it doesn't interrupt our work.
 * @returns it, or undefined where none runs as far as the board tells
 */
export async function lengthenWatchdog(run: RunProgram): Promise<Watchdog | undefined> {
  const { output, error } = await run(watchdogProgram, {
    what: phrase('look for a watchdog'),
    parameters: { most: LONG_MS, to: FAR_MS },
    deadlineMs: DEADLINE_MS,
  });
  if (error !== '') return undefined;
  const values = answeredValues(output);
  const [foundMs, ms] = [Number(values.get('was') ?? 0), Number(values.get('now') ?? 0)];
  return foundMs > 0 ? { foundMs, ms } : undefined;
}

/** Whether it would restart the board in the middle of an upgrade. */
export function isShort({ ms }: Watchdog): boolean {
  return ms < LONG_MS;
}

/** The program that gives it the time back that it was found with. */
export function asFoundProgram({ foundMs }: Watchdog): string {
  return `import machine\nmachine.WDT(timeout=${foundMs})`;
}
