// `npm run fuzz`: every property with far more made-up inputs than the tests try. FUZZ_RUNS says how many; 20000 unless given.
// `npm run fuzz -- guided [PARSER…] [--seconds N]`: inputs made from those that reached new lines of a parser, for N seconds each.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
if (process.argv[2] === 'guided') {
  const { fuzzGuided } = await import('./guidedFuzz/fuzzGuided.mjs');
  process.exit(await fuzzGuided(process.argv.slice(3)));
}
const vitest = 'node_modules/vitest/vitest.mjs';
const withProperties = readdirSync('test', { recursive: true })
  .map((path) => `test/${path}`)
  .filter((path) => path.endsWith('.test.ts') && readFileSync(path, 'utf8').includes('fast-check'));
const args = [vitest, 'run', '--project', 'fuzz', ...withProperties];
const { status } = spawnSync(process.execPath, args, {
  stdio: 'inherit',
  env: { FUZZ_RUNS: '20000', ...process.env },
});
process.exitCode = status ?? 1;
