import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fullImage } from '../fixtures/firmware';
import { type Measured, measureNode, type TimedLine } from './measuredProcess';
import type { BenchOptions } from './options';
import { type Result, result } from './result';
import { wireSeconds } from './statistics';

const RATE = 921_600;
const MEGABYTE = 1_000_000;
/** The ratio does not depend on the size. */
const IMAGE_BYTES = 2 * MEGABYTE;
const QUICK_BYTES = 500_000;
const BOARDS = [1, 4, 16, 32];
const QUICK_BOARDS = [1, 4, 16];
/** The promised figure for this many boards. */
const PROMISED_BOARDS = 16;
const RATIO_LIMIT = 1.15;
const CORE_LIMIT = 1;
const MEMORY_LIMIT_MB = 250;
const START_MS = 120_000;

interface BatchRun {
  readonly boards: number;
  /** The duration of each board’s upgrade, in seconds. */
  readonly seconds: readonly number[];
  /** The duration of each transfer, in seconds. */
  readonly transfers: readonly number[];
  readonly measured: Measured;
}

/** Many boards in one process, all at 921600 baud, with modems that another process simulates. */
export async function benchBatch({ cli, folder, quick }: BenchOptions): Promise<Result[]> {
  const place = join(folder, 'batch');
  mkdirSync(place);
  const size = quick ? QUICK_BYTES : IMAGE_BYTES;
  // The name is in the catalogue, because a doubtful file is never chosen from a folder.
  writeFileSync(join(place, 'CATM1-41065.dup'), fullImage({ size }));
  const results: Result[] = [];
  let alone: BatchRun | undefined;
  for (const boards of quick ? QUICK_BOARDS : BOARDS) {
    const run = await upgradeBoards(cli, place, boards);
    alone ??= run;
    results.push(...resultsOf(run, alone, size));
  }
  return results;
}

function resultsOf(run: BatchRun, alone: BatchRun, size: number): Result[] {
  const { boards, seconds, transfers, measured } = run;
  const [one = 1] = alone.seconds;
  const isPromised = boards === PROMISED_BOARDS;
  const of = (what: string, unit: string, values: readonly number[], limit?: number): Result =>
    result(
      'batch',
      `${boards} ${boards === 1 ? 'board' : 'boards'}: ${what}`,
      unit,
      values,
      isPromised ? limit : undefined,
    );
  const wire = wireSeconds(size, RATE);
  const rows = [
    of(
      'transfer ÷ wire, all boards',
      '',
      transfers.map((each) => each / wire),
    ),
    of('processor time ÷ time of the process', '', [measured.cpuSeconds / measured.seconds], CORE_LIMIT),
    of('processor time', 's', [measured.cpuSeconds]),
    of('peak memory of the process', 'MB', [measured.peakBytes / MEGABYTE], MEMORY_LIMIT_MB),
  ];
  if (boards === 1) return rows;
  const more = boards - 1;
  const { cpuSeconds, peakBytes } = alone.measured;
  return [
    of('slowest board ÷ one board alone', '', [Math.max(...seconds) / one], RATIO_LIMIT),
    ...rows,
    of('processor time for each more board', 's', [(measured.cpuSeconds - cpuSeconds) / more]),
    of('memory for each more board', 'MB', [(measured.peakBytes - peakBytes) / MEGABYTE / more]),
  ];
}

/** @throws Error if a board was not upgraded */
async function upgradeBoards(cli: string, place: string, boards: number): Promise<BatchRun> {
  const main = join(import.meta.dirname, 'modemsMain.ts');
  const simulator = spawn(process.execPath, ['--import', 'tsx', main, String(boards)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface(simulator.stdout), 'line', {
      signal: AbortSignal.timeout(START_MS),
    })) as [string];
    const ports = (JSON.parse(line) as string[]).flatMap((port) => ['--port', port]);
    const measured = await measureNode([cli, 'batch', place, ...ports, '--once', '--json']);
    if (measured.exitCode !== 0) throw new Error(`the batch ended with ${measured.exitCode ?? 'a signal'}`);
    const numbers = Array.from({ length: boards }, (_, index) => index + 1);
    const between = (
      number: number,
      from: (event: TimedLine['event']) => boolean,
      to: typeof from,
    ): number => {
      const at = (is: typeof from): number => {
        const found = measured.lines.find(({ event }) => event.board === number && is(event));
        if (found === undefined) throw new Error(`board ${number} was not upgraded`);
        return found.at;
      };
      return at(to) - at(from);
    };
    return {
      boards,
      measured,
      seconds: numbers.map((number) =>
        between(
          number,
          ({ phase }) => phase === 'upgrading',
          ({ result: end }) => end === 'upgraded',
        ),
      ),
      transfers: numbers.map((number) =>
        between(
          number,
          ({ id, state }) => id === 'transfer-1' && state === 'started',
          ({ id, state }) => id === 'transfer-1' && state === 'done',
        ),
      ),
    };
  } finally {
    const closed = once(simulator, 'close');
    simulator.stdin.end();
    await closed;
  }
}
