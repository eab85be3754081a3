import { upgradeModem, writeImage } from './modemRun';
import { type Measured, measureNode } from './measuredProcess';
import type { BenchOptions } from './options';
import { type Result, result } from './result';
import { repeat } from './statistics';

const MEGABYTE = 1_000_000;
const SIZES = [6 * MEGABYTE, 24 * MEGABYTE];

/**
 * Processor time and memory of the whole command line at 921600 baud. On a real wire, Node has time for garbage collection
 * between two blocks.
 */
export async function benchProcess({ cli, folder, runs, quick }: BenchOptions): Promise<Result[]> {
  const empty = await repeat(runs, () => measureNode(['--eval', '0']));
  const peakOf = (measured: readonly Measured[]): number =>
    Math.min(...measured.map(({ peakBytes }) => peakBytes));
  const results = [
    result(
      'process',
      'empty Node process: peak memory',
      'MB',
      empty.map(({ peakBytes }) => peakBytes / MEGABYTE),
    ),
  ];
  for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
    const file = writeImage(folder, size);
    // Each run takes four minutes, so the larger file is sent once.
    const times = size === SIZES[0] ? runs : 1;
    const measured = await repeat(times, () =>
      upgradeModem({ cli, file, wire: { paced: true, latencyMs: 2 } }),
    );
    const above = measured.map(({ peakBytes }) => (peakBytes - peakOf(empty)) / MEGABYTE);
    const what = `${size / MEGABYTE} MB over UART`;
    results.push(result('process', `${what}: peak memory above the empty process`, 'MB', above, 40));
    const processor = measured.map(({ cpuSeconds }) => cpuSeconds);
    const limit = size === SIZES[0] ? 2 : undefined;
    results.push(result('process', `${what}: processor time`, 's', processor, limit));
  }
  return results;
}
