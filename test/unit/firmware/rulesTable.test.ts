import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageWithRules } from '../../../scripts/rulesTable';

test('docs/rules.md shows the rules as they are (npm run rules brings it up to date)', () => {
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(pageWithRules());
});
