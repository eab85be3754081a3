import { endWith } from '../endWith';
import { steps } from './steps';
import { failureText, NOTHING, sum, type Tally } from './tally';

const PARTS = ['check', 'plain', 'windows', 'vscode'];

endWith(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}". usage: npm test [-- ${PARTS.join('|')} …]`);
    return 2;
  }
  let total = NOTHING;
  for (const step of steps) {
    if (wanted.length > 0 && step.part !== undefined && !wanted.includes(step.part)) continue;
    console.log(`\n━━ ${step.name} ━━`);
    const tally = await tallied(step.run);
    total = sum(total, { ...tally, failures: tally.failures.map((failure) => `${step.name}: ${failure}`) });
    if (tally.failures.length > 0) console.log(`\n━━ ${step.name}: ${tally.failures.length} failed ━━`);
  }
  const { passed, failures, skipped } = total;
  // Pages of output lie between them, and of a log often only the end is kept.
  if (failures.length > 0) console.log(`\n━━ What failed ━━\n${failures.join('\n')}`);
  const leftOut = skipped === 0 ? '' : `, ${skipped} skipped: they need Linux`;
  // The checks are no tests, and count only when they fail.
  const onlyChecks = passed + failures.length + skipped === 0;
  console.log(onlyChecks ? '\nAll checks passed' : `\n${passed} passed, ${failures.length} failed${leftOut}`);
  return failures.length === 0 ? 0 : 1;
});

/** A step that can't even run is a failure, and no reason to leave out the others. */
async function tallied(work: () => Promise<Tally>): Promise<Tally> {
  try {
    return await work();
  } catch (error) {
    console.error(error);
    return { ...NOTHING, failures: [failureText('it could not be run', String(error))] };
  }
}
