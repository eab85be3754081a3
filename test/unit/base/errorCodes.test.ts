import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../../src/base/errorCodes';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** All TypeScript below a folder, as one text. */
function sources(folder: string, except: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith(except))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'))
    .join('\n');
}

function missingIn(text: string): string[] {
  return ERROR_CODES.filter((code) => !text.includes(`'${code}'`));
}

// `npm test` also checks that a test provokes each code: it collects the codes of all errors during its tests.
test('some error uses each code', () => {
  expect(missingIn(sources('src', 'errorCodes.ts'))).toEqual([]);
});

test('no code is defined twice', () => {
  expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
});
