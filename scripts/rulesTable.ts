/** The table of rules as README shows it: `npx tsx scripts/rulesTable.ts` prints it. */
import { pathToFileURL } from 'node:url';
import { RULES } from '../src/firmware/rules';

export function rulesTable(): string {
  const rows = RULES.map(
    ({ id, effect, when, source }) =>
      `| \`${id}\` | ${effect === 'refuse' ? 'refused' : 'asked about'} | ${when} | ${source} |`,
  );
  return ['| rule | outcome | when | source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(rulesTable());
