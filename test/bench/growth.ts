import { stepSeconds } from './measuredProcess';
import { upgradeModem, writeImage } from './modemRun';
import type { BenchOptions } from './options';
import { type Result, result } from './result';
import { wireSeconds } from './statistics';

const MEGABYTE = 1_000_000;
const RATE = 921_600;
const SIZES = [0.1, 1, 6, 24];
const QUICK_SIZES = [0.1, 1];

/** Whether time and memory grow with the file: at 921600 baud and 2 ms per answer, one run each. */
export async function benchGrowth({ cli, folder, quick }: BenchOptions): Promise<Result[]> {
  const results: Result[] = [];
  for (const megabytes of quick ? QUICK_SIZES : SIZES) {
    const size = megabytes * MEGABYTE;
    const file = writeImage(folder, size);
    const measured = await upgradeModem({ cli, file, wire: { paced: true, latencyMs: 2 } });
    const seconds = stepSeconds(measured, 'transfer-1');
    results.push(
      result('growth', `${megabytes} MB: transfer ÷ wire`, '', [seconds / wireSeconds(size, RATE)]),
      result('growth', `${megabytes} MB: processor time`, 's', [measured.cpuSeconds]),
      result('growth', `${megabytes} MB: peak memory of the process`, 'MB', [measured.peakBytes / MEGABYTE]),
    );
  }
  return results;
}
