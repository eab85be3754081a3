/**
 * `npm run bench [-- SECTION… --quick]`: measures, prints a table and writes bench.json. docs/performance.md says what each line
 * means. Ends with 1 when a promised figure was missed.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mustRun } from '../../scripts/run';
import { benchBatch } from './batch';
import { benchColdBoard } from './coldBoard';
import { benchGrowth } from './growth';
import type { BenchOptions } from './options';
import { benchPackage } from './package';
import { benchProcess } from './process';
import { benchRehearsal } from './rehearsal';
import { isMissed, type Result, table } from './result';
import { benchStp } from './stp';
import { benchUpload } from './upload';

const SECTIONS: Readonly<Record<string, (options: BenchOptions) => Promise<Result[]>>> = {
  package: benchPackage,
  process: benchProcess,
  growth: benchGrowth,
  stp: benchStp,
  upload: benchUpload,
  rehearsal: benchRehearsal,
  coldBoard: benchColdBoard,
  batch: benchBatch,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0) throw new Error(`no such section: ${unknown.join(', ')}`);
  const project = fileURLToPath(new URL('../..', import.meta.url));
  const copy = join(project, '.cache', 'bench');
  const built = join(copy, 'dist');
  await mustRun(process.execPath, ['esbuild.mjs', '--production']);
  // The build must not be repeated during the measurement.
  for (const part of ['dist', 'prebuilds']) {
    cpSync(join(project, part), join(copy, part), { recursive: true });
  }

  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const { quick } = values;
  const options = { cli: join(built, 'cli.js'), built, project, folder, runs: quick ? 1 : 3, quick };
  const results: Result[] = [];
  try {
    for (const [name, bench] of Object.entries(SECTIONS)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      console.error(`measuring: ${name}`);
      results.push(...(await bench(options)));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const machine = { processor: cpus()[0]?.model, cores: cpus().length, node: process.version };
  const whole = { at: new Date().toISOString(), quick, machine, results };
  writeFileSync(join(project, 'bench.json'), `${JSON.stringify(whole, null, 2)}\n`);
  console.log(table(results));
  process.exitCode = results.some(isMissed) ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
