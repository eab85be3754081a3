import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readmeWithRules } from '../../../scripts/rulesTable';

test('README shows the rules as they are (npx tsx scripts/rulesTable.ts brings it up to date)', () => {
  expect(readFileSync('README.md', 'utf8')).toBe(readmeWithRules());
});
