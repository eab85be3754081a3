import { readFileSync } from 'node:fs';
import { startModemOnPty } from '../simulator/pty/modemOnPty';
import { type Measured, stepSeconds } from './measuredProcess';
import { QUICK_MODEM, upgradeModem, writeImage } from './modemRun';
import type { BenchOptions } from './options';
import { sendAsReference } from './referenceSender';
import { type Result, result } from './result';
import { repeat, wireSeconds } from './statistics';

const RATE = 921_600;
const FULL_BYTES = 5_996_938;
/** For figures without a promise. The ratio does not depend on the size. */
const SMALL_BYTES = 1_000_000;
/** A modem that needs its own time, like a real one. Waiting for it must not take longer than that. */
const MODEM = { pauses: [], bootMs: 2000, applyMs: 5000, notifySilenceMs: 1500 } as const;
/** The modem applies the image during the pause of 1.5 s after the last block. */
const MODEM_SECONDS = (2 * MODEM.bootMs + MODEM.applyMs + MODEM.notifySilenceMs) / 1000;
const LIMITS: Readonly<Record<number, number>> = { 2: 1.08, 16: 1.42 };

/** Complete upgrades over UART at 921600 baud, with 2 and 16 ms for each answer. */
export async function benchStp(options: BenchOptions): Promise<Result[]> {
  const { cli, folder, runs, quick } = options;
  const size = quick ? SMALL_BYTES : FULL_BYTES;
  const file = writeImage(folder, size);
  const wire = wireSeconds(size, RATE);
  const results: Result[] = [];
  for (const latencyMs of [2, 16]) {
    const measured = await repeat(runs, () =>
      upgradeModem({ cli, file, modem: MODEM, wire: { paced: true, latencyMs } }),
    );
    const transfer = measured.map((each) => stepSeconds(each, 'transfer-1') / wire);
    const what = `${size} bytes, ${latencyMs} ms per answer`;
    results.push(result('UART', `${what}: transfer ÷ wire`, '', transfer, LIMITS[latencyMs]));
    if (latencyMs === 2) results.push(...others(measured));
    results.push(...(await otherPatterns(options, latencyMs)));
  }
  results.push(...(await fussyModems(options)));
  return results;
}

function others(measured: readonly Measured[]): Result[] {
  const rest = measured.map((each) => each.seconds - stepSeconds(each, 'transfer-1') - MODEM_SECONDS);
  const processor = measured.map(({ cpuSeconds }) => cpuSeconds);
  return [
    result('UART', 'whole upgrade less transfer, modem and hardware pauses', 's', rest, 3),
    result('UART', 'processor time of the whole upgrade', 's', processor, 2),
  ];
}

/** The block patterns of other tools on the same wire. */
async function otherPatterns({ cli, folder }: BenchOptions, latencyMs: number): Promise<Result[]> {
  const file = writeImage(folder, SMALL_BYTES);
  const wire = wireSeconds(SMALL_BYTES, RATE);
  const options = ['--block-size', '2016'];
  const uniform = await upgradeModem({ cli, file, wire: { paced: true, latencyMs }, options });
  const modem = await startModemOnPty({ modem: QUICK_MODEM, paced: true, latencyMs });
  const reference = await sendAsReference(modem.path, readFileSync(file));
  await modem.stop();
  const what = `1 MB, ${latencyMs} ms per answer, transfer ÷ wire`;
  return [
    result('UART', `${what}: blocks of 2016 throughout`, '', [stepSeconds(uniform, 'transfer-1') / wire]),
    result('UART', `${what}: 2016 and 32 in turn, as the board’s own tool`, '', [reference / wire]),
  ];
}

/** The time to find the block size for modems that reject larger blocks. */
async function fussyModems({ cli, folder }: BenchOptions): Promise<Result[]> {
  const file = writeImage(folder, SMALL_BYTES);
  const wire = wireSeconds(SMALL_BYTES, RATE);
  const results: Result[] = [];
  for (const above of ['silent', 'refuse'] as const) {
    for (const bytes of [2016, 4096, 8000]) {
      const modem = { largestBlock: { bytes, above } };
      const measured = await upgradeModem({ cli, file, modem, wire: { paced: true, latencyMs: 2 } });
      const seconds = stepSeconds(measured, 'transfer-1');
      const manner = above === 'silent' ? 'silent' : 'refusing';
      results.push(
        result('UART', `1 MB to a modem ${manner} above ${bytes}: transfer ÷ wire`, '', [seconds / wire]),
      );
    }
  }
  return results;
}
