import { expect, test } from 'vitest';
import { faultOf } from '../faults/tally';
import { soak } from './soak';

const RUNS = 20;
const SEED = 1;

test('twenty upgrades in a row, each with its own faults, leave nothing behind', async () => {
  let upgraded = 0;
  for await (const { seed, result, leftovers } of soak(RUNS, SEED)) {
    expect(faultOf(result), `seed ${seed}`).toBeUndefined();
    // Handles are the test runner’s own here; `npm run soak` counts them in a process of its own.
    expect(leftovers, `seed ${seed}`).toMatchObject({ listeners: 0, sleepers: 0, journalEntries: 0 });
    if (result.became === 'succeeds') upgraded++;
  }
  expect(upgraded).toBeGreaterThan(RUNS / 2);
});
