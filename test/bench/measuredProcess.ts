import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface TimedLine {
  /** Seconds since the process was started. */
  readonly at: number;
  readonly event: {
    readonly type: string;
    readonly id?: string;
    readonly state?: string;
    readonly kind?: string;
    readonly ms?: number;
    /** In a batch: the board’s number, its stage, and its result. */
    readonly board?: number;
    readonly phase?: string;
    readonly result?: string | null;
  };
}

export interface Measured {
  readonly lines: readonly TimedLine[];
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly exitCode: number | null;
}

const USAGE = join(import.meta.dirname, 'usage.cjs');

/** Runs a Node program to its end. Each line of JSON is recorded with its time. */
export async function measureNode(
  args: readonly string[],
  onLine: (line: TimedLine) => void = () => undefined,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const usageFile = join(folder, 'usage.json');
  const begun = performance.now();
  const child = spawn(process.execPath, ['--require', USAGE, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BENCH_USAGE_FILE: usageFile },
  });
  const lines: TimedLine[] = [];
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith('{')) {
      const timed = { at: (performance.now() - begun) / 1000, event: JSON.parse(line) as TimedLine['event'] };
      lines.push(timed);
      onLine(timed);
    }
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const seconds = (performance.now() - begun) / 1000;
  const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as { cpuSeconds: number; peakBytes: number };
  rmSync(folder, { recursive: true });
  return { lines, seconds, exitCode, ...usage };
}

/** The duration of the step with this id, in seconds. */
export function stepSeconds({ lines }: Measured, id: string): number {
  const at = (state: string): number => {
    const line = lines.find(({ event }) => event.type === 'step' && event.id === id && event.state === state);
    if (!line) throw new Error(`the step ${id} was never ${state}`);
    return line.at;
  };
  return at('done') - at('started');
}
