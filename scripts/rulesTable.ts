/** The table in docs/rules.md: `npm run rules` brings it up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { RULES } from '../src/firmware/rules';

const PAGE = 'docs/rules.md';
const TABLE = /(?<=<!-- rules:begin -->\n)[\s\S]*(?=<!-- rules:end -->)/;

/** The page as it is, with the table as it should be. */
export function pageWithRules(): string {
  const page = readFileSync(PAGE, 'utf8');
  if (!TABLE.test(page)) throw new Error(`${PAGE} has no place for the rules`);
  return page.replace(TABLE, () => `\n${rulesTable()}\n\n`);
}

const OUTCOMES = { refuse: 'refused', ask: 'asked about', danger: 'dangerous, confirmed by name' } as const;

function rulesTable(): string {
  const rows = RULES.map(
    ({ id, effect, when, source }) => `| \`${id}\` | ${OUTCOMES[effect]} | ${when} | ${source} |`,
  );
  return ['| rule | outcome | when | source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(PAGE, pageWithRules());
}
