import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { faultOf } from '../faults/tally';
import { soak } from './soak';

/** `npm run soak`: 300 upgrades; `-- --runs N`, and `-- --seed S` begins with that seed, which replays a failure with `--runs 1`. */
const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const runs = Number(values.runs ?? 300);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const MEASURE_EVERY = 20;
const WARM_UP = 60;
/** The allowed growth of live memory after warming up. A single leaked image would exceed it many times. */
const MOST_GROWTH_BYTES = 4 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

console.log(`${runs} upgrades, the first with seed ${seed}`);
let faults = 0;
let upgraded = 0;
let done = 0;
const heap: number[] = [];
for await (const { seed: each, result, leftovers } of soak(runs, seed)) {
  done++;
  if (result.became === 'succeeds') upgraded++;
  const left = Object.entries(leftovers).filter(([, count]) => count > 0);
  const fault = [faultOf(result), ...left.map(([name, count]) => `${count} ${name} left over`)]
    .filter((line) => line !== undefined)
    .join('; ');
  if (fault !== '') {
    faults++;
    console.log(`seed ${each}: ${fault}`);
  }
  if (done % MEASURE_EVERY !== 0) continue;
  collectGarbage();
  const { heapUsed } = process.memoryUsage();
  if (done >= WARM_UP) heap.push(heapUsed);
  console.log(`${done} done, ${upgraded} upgraded at once, ${(heapUsed / 1024 / 1024).toFixed(1)} MB live`);
}
const growth = (heap.at(-1) ?? 0) - (heap[0] ?? 0);
console.log(`${faults} faulty; live memory grew by ${(growth / 1024 / 1024).toFixed(1)} MB`);
process.exitCode = faults === 0 && growth < MOST_GROWTH_BYTES ? 0 : 1;
