import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assumptionsPage } from '../../assumptions/page';
import { singleCells } from '../../assumptions/cells';
import { BELIEFS, differences } from '../../assumptions/table';
import { nameOf } from '../../faults/cell';

describe('the table of beliefs', () => {
  it('is the page in docs (npx tsx scripts/assumptionsPage.ts updates it)', () => {
    expect(readFileSync('docs/assumptions.md', 'utf8')).toBe(assumptionsPage());
  });

  it('has a unique name for each belief and each cell', () => {
    const ids = Object.values(BELIEFS).flatMap((rows) => rows.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const names = singleCells().map(nameOf);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(differences().map(({ belief, alternative }) => [belief.id, alternative.id, alternative] as const))(
    '%s / %s refers to an existing test',
    (_belief, _id, { nature, test }) => {
      expect(nature ?? test).toBeDefined();
      if (!test) return;
      expect(existsSync(test.file), test.file).toBe(true);
      expect(readFileSync(test.file, 'utf8')).toContain(test.title);
    },
  );
});
