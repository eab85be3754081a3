import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seeds } from './seeds';
import { TARGETS } from './targets';

/** Earlier findings of the guided fuzzer, one folder for each parser. */
const CASES = join(import.meta.dirname, 'cases');

test.each(Object.entries(TARGETS))(
  '%s: passes its seeds and all earlier findings',
  async (parser, target) => {
    const begin = (await seeds())[parser] ?? [];
    expect(begin.length).toBeGreaterThan(0);
    for (const input of begin) await target(input);
    const found = readdirSync(CASES).includes(parser) ? readdirSync(join(CASES, parser)) : [];
    for (const name of found) await target(readFileSync(join(CASES, parser, name)));
  },
);
