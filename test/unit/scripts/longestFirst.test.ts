import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../scripts/run';
import { LONGEST } from '../../longestFirst';

test('the files that start first exist', () => {
  expect(LONGEST.filter((name) => !existsSync(join(projectFolder, 'test', `${name}.test.ts`)))).toEqual([]);
});
