import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readmeWithRules } from '../../../scripts/rulesTable';

test('README shows the rules as they are (npm run rules brings it up to date)', () => {
  expect(readFileSync('README.md', 'utf8')).toBe(readmeWithRules());
});
