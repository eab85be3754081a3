import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { differentialImage } from '../fixtures/firmware';
import { startBoardOnPty } from '../simulator/board/boardOnPty';
import { measureNode } from './measuredProcess';
import type { BenchOptions } from './options';
import { type Result, result } from './result';
import { repeat } from './statistics';

/** A person finds the cable, waits ten seconds, and plugs it in again. */
const HAND_MS = 12_000;
const SECONDS_LIMIT = 40;

/** A complete rehearsal on a board with a realistic line speed, from the start of the process to its end. */
export async function benchRehearsal(options: BenchOptions): Promise<Result[]> {
  const image = join(options.folder, 'upgdiff_39529-to-41065.dup');
  writeFileSync(image, differentialImage({ size: 400_000 }));
  const results: Result[] = [];
  for (const method of ['flash', 'uart'] as const) {
    const runs = await repeat(options.runs, () => rehearse(options, image, method));
    const of = (what: string, values: readonly number[], unit: string, limit?: number): Result =>
      result('rehearsal', `by ${method}: ${what}`, unit, values, limit);
    results.push(
      of(
        'whole',
        runs.map(({ seconds }) => seconds),
        's',
        SECONDS_LIMIT,
      ),
      of(
        'of that waiting for the user',
        runs.map(({ waited }) => waited),
        's',
      ),
      of(
        'power cycles',
        runs.map(({ cycles }) => cycles),
        '',
        1,
      ),
    );
  }
  return results;
}

interface Rehearsed {
  readonly seconds: number;
  readonly waited: number;
  readonly cycles: number;
}

async function rehearse({ cli }: BenchOptions, image: string, method: string): Promise<Rehearsed> {
  const running = await startBoardOnPty({ paced: true, latencyMs: 2 });
  let [cycles, waited] = [0, 0];
  const cyclePower = async (): Promise<void> => {
    const begun = performance.now();
    await running.hand.unplug();
    await sleep(HAND_MS);
    await running.hand.replug();
    waited += (performance.now() - begun) / 1000;
  };
  try {
    const { seconds, exitCode } = await measureNode(
      [cli, 'rehearse', '--port', running.path, image, '--method', method, '--yes', '--json'],
      ({ event }) => {
        if (event.type !== 'wait' || event.kind !== 'hand') return;
        cycles++;
        void cyclePower();
      },
    );
    if (exitCode !== 0) throw new Error(`the rehearsal by ${method} ended with ${exitCode}`);
    return { seconds, waited, cycles };
  } finally {
    await running.stop();
  }
}
