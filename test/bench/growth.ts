import { stepSeconds } from './measuredProcess';
import { upgradeModem, writeImage } from './modemRun';
import type { BenchOptions } from './options';
import { type Result, result } from './result';
import { repeat } from './statistics';

const MEGABYTE = 1_000_000;
const SIZES = [0.1, 1, 6, 24];

/** How time and memory grow with the file. Without a wire, a growth that is faster than the file’s is visible. */
export async function benchGrowth({ cli, folder, runs }: BenchOptions): Promise<Result[]> {
  const results: Result[] = [];
  for (const megabytes of SIZES) {
    const file = writeImage(folder, megabytes * MEGABYTE);
    const measured = await repeat(runs, () => upgradeModem({ cli, file, wire: {} }));
    const seconds = measured.map((each) => stepSeconds(each, 'transfer-1') / megabytes);
    const processor = measured.map(({ cpuSeconds }) => cpuSeconds);
    const peaks = measured.map(({ peakBytes }) => peakBytes / MEGABYTE);
    results.push(
      result('growth', `${megabytes} MB without a wire: seconds for each MB`, 's', seconds),
      result('growth', `${megabytes} MB without a wire: processor time`, 's', processor),
      result('growth', `${megabytes} MB without a wire: peak memory of the process`, 'MB', peaks),
    );
  }
  return results;
}
