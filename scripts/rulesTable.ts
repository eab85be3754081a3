/** The table of rules as README shows it: `npm run rules` brings it up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { RULES } from '../src/firmware/rules';

const README = 'README.md';
const TABLE = /(?<=<!-- rules:begin -->\n)[\s\S]*(?=<!-- rules:end -->)/;

/** README as it is, with the table as it should be. */
export function readmeWithRules(): string {
  const readme = readFileSync(README, 'utf8');
  if (!TABLE.test(readme)) throw new Error(`${README} has no place for the rules`);
  return readme.replace(TABLE, () => `\n${rulesTable()}\n\n`);
}

const OUTCOMES = { refuse: 'refused', ask: 'asked about', danger: 'dangerous, confirmed by name' } as const;

function rulesTable(): string {
  const rows = RULES.map(
    ({ id, effect, when, source }) => `| \`${id}\` | ${OUTCOMES[effect]} | ${when} | ${source} |`,
  );
  return ['| rule | outcome | when | source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(README, readmeWithRules());
}
