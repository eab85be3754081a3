/** The table of rules as README shows it: `npx tsx scripts/rulesTable.ts` brings it up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { RULES } from '../src/firmware/rules';

const README = 'README.md';
const TABLE = /(?<=<!-- rules:begin -->\n)[\s\S]*(?=<!-- rules:end -->)/;

/** README as it is, with the table as it should be. */
export async function readmeWithRules(): Promise<string> {
  const readme = readFileSync(README, 'utf8');
  if (!TABLE.test(readme)) throw new Error(`${README} has no place for the rules`);
  const whole = readme.replace(TABLE, () => `\n${rulesTable()}\n\n`);
  return format(whole, { ...(await resolveConfig(README)), filepath: README });
}

function rulesTable(): string {
  const rows = RULES.map(
    ({ id, effect, when, source }) =>
      `| \`${id}\` | ${effect === 'refuse' ? 'refused' : 'asked about'} | ${when} | ${source} |`,
  );
  return ['| rule | outcome | when | source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

async function main(): Promise<void> {
  writeFileSync(README, await readmeWithRules());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
