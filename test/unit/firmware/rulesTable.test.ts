import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesTable } from '../../../scripts/rulesTable';

/** Column widths are the formatter's; words count. */
const words = (table: string): string[] =>
  table
    .trim()
    .split('\n')
    .map((row) =>
      row
        .replace(/\\?\*/g, '')
        .replace(/-{2,}/g, '---')
        .replace(/\s*\|\s*/g, '|')
        .trim(),
    );

test('README shows the rules as they are (npx tsx scripts/rulesTable.ts prints them)', () => {
  const readme = readFileSync('README.md', 'utf8');
  const shown = /<!-- rules:begin -->([\s\S]*)<!-- rules:end -->/.exec(readme)?.[1] ?? '';
  expect(words(shown)).toEqual(words(rulesTable()));
});
