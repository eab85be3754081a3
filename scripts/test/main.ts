import { endWith } from '../endWith';
import { ON_REQUEST, type Step, steps } from './steps';
import { failureText, NOTHING, sum, type Tally } from './tally';

const PARTS = ['check', 'plain', 'thorough', 'windows', 'vscode'];

endWith(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}". usage: npm test [-- ${PARTS.join('|')} …]`);
    return 2;
  }
  const everything = wanted.length === 0;
  const chosen = steps.filter(({ part }) =>
    everything ? !ON_REQUEST.includes(part) : part === undefined || wanted.includes(part),
  );
  let total = NOTHING;
  for (const group of sideBySide(chosen)) {
    console.log(`\n━━ ${group.map(({ name }) => name).join(' and ')} ━━`);
    const tallies = await Promise.all(group.map((step) => tallied(step)));
    total = tallies.reduce(sum, total);
  }
  const { passed, failures, skipped } = total;
  // Pages of output lie between them, and of a log often only the end is kept.
  if (failures.length > 0) console.log(`\n━━ What failed ━━\n${failures.join('\n')}`);
  const leftOut = skipped === 0 ? '' : `, ${skipped} skipped: they need Linux`;
  // The checks are no tests, and count only when they fail.
  const onlyChecks = passed + failures.length + skipped === 0;
  console.log(onlyChecks ? '\nAll checks passed' : `\n${passed} passed, ${failures.length} failed${leftOut}`);
  if (everything)
    console.log(`On request alone: ${ON_REQUEST.map((part) => `npm test -- ${part}`).join(', ')}`);
  return failures.length === 0 ? 0 : 1;
});

/** Each that says so runs together with the one after it. */
function sideBySide(all: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  all.forEach((step, index) => {
    if (all[index - 1]?.besideNext === true) groups.at(-1)?.push(step);
    else groups.push([step]);
  });
  return groups;
}

/** A step that can't even run is a failure, and no reason to leave out the others. */
async function tallied(step: Step): Promise<Tally> {
  let tally: Tally;
  try {
    tally = await step.run();
  } catch (error) {
    console.error(error);
    tally = { ...NOTHING, failures: [failureText('it could not be run', String(error))] };
  }
  if (tally.failures.length > 0) console.log(`\n━━ ${step.name}: ${tally.failures.length} failed ━━`);
  return { ...tally, failures: tally.failures.map((failure) => `${step.name}: ${failure}`) };
}
