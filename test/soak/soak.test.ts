import { expect, test } from 'vitest';
import { faultOf } from '../faults/tally';
import { soak } from './soak';

const RUNS = 20;
const SEED = 1;

test('twenty upgrades in a row, each with its own faults, leave nothing open', async () => {
  let upgraded = 0;
  for await (const { seed, result, leftovers } of soak(RUNS, SEED)) {
    expect(faultOf(result), `seed ${seed}`).toBeUndefined();
    // The open handles here belong to the test runner. `npm run soak` counts them in its own process.
    expect(leftovers, `seed ${seed}`).toMatchObject({ listeners: 0, sleepers: 0, journalEntries: 0 });
    if (result.became === 'succeeds') upgraded++;
  }
  expect(upgraded).toBeGreaterThan(RUNS / 2);
});
