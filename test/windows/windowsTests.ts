import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../scripts/run';
import { sum, type Tally, type VitestResults, vitestTally, withStatus } from '../../scripts/test/tally';
import { copyFolder, setUpWindows } from './setUpWindows';
import { isWineGap, WINE_GAPS } from './wineGaps';
import { nodeExe, WindowsProgram, windowsFolder } from './wine';

/**
 * The unit tests and the built command line, on Windows' Node under Wine.
 * @throws Error when Wine can’t be installed
 */
export async function windowsTests(): Promise<Tally> {
  await setUpWindows();
  return sum(await unitTests(), await commandLineTests());
}

/** Tests that fail under Wine are listed by name. If one passes, this fails. */
async function unitTests(): Promise<Tally> {
  const results = join(windowsFolder, 'unit.json');
  await rm(results, { force: true });
  const program = WindowsProgram.start(
    [
      nodeExe,
      ...['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'],
      ...['--reporter=default', '--reporter=json', '--outputFile.json=../unit.json'],
    ],
    { cwd: copyFolder },
  );
  const { status, out, err } = await program.end();
  const tally = vitestTally(read(results), false);
  const failures = tally.failures.filter((failure) => !isWineGap(failure));
  const closed = WINE_GAPS.filter(({ test }) => !tally.failures.some((failure) => failure.includes(test)));
  console.log(`${tally.passed} unit tests passed under Wine; ${tally.skipped} are for Linux alone.`);
  for (const { test, why } of WINE_GAPS) console.log(`Wine cannot: ${test} (${why})`);
  const all = [
    ...failures,
    ...closed.map(({ test }) => `Wine can do this now, take it out of wineGaps.ts: ${test}`),
  ];
  if (all.length > 0) console.log(out, err);
  const crashed = tally.passed === 0 || (status !== 0 && tally.failures.length === 0);
  // Linux runs the tests that only Linux can run.
  return withStatus({ passed: tally.passed, failures: all, skipped: 0 }, crashed ? (status ?? 1) || 1 : 0);
}

async function commandLineTests(): Promise<Tally> {
  const results = join(windowsFolder, 'command-line.json');
  await rm(results, { force: true });
  const status = await run(process.execPath, [
    ...[join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'windows'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
  ]);
  return withStatus(vitestTally(read(results), true), status);
}

function read(file: string): VitestResults {
  if (!existsSync(file)) return { testResults: [] };
  return JSON.parse(readFileSync(file, 'utf8')) as VitestResults;
}
