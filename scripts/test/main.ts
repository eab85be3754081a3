import { endWith } from '../endWith';
import { steps, type Tally } from './steps';

const PARTS = ['check', 'plain', 'vscode'];

endWith(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}". usage: npm test [-- ${PARTS.join('|')} …]`);
    return 2;
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps) {
    if (wanted.length > 0 && step.part !== undefined && !wanted.includes(step.part)) continue;
    console.log(`\n━━ ${step.name} ━━`);
    const { passed, failed, skipped } = await tallied(step.run);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    if (failed > 0) console.log(`\n━━ ${step.name}: ${failed} failed ━━`);
  }
  const leftOut = total.skipped === 0 ? '' : `, ${total.skipped} skipped: they need Linux`;
  // The checks are no tests, and count only when they fail.
  const onlyChecks = total.passed + total.failed + total.skipped === 0;
  console.log(
    onlyChecks ? '\nAll checks passed' : `\n${total.passed} passed, ${total.failed} failed${leftOut}`,
  );
  return total.failed === 0 ? 0 : 1;
});

/** A step that can't even run is a failure, and no reason to leave out the others. */
async function tallied(work: () => Promise<Tally>): Promise<Tally> {
  try {
    return await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
