/** The page of what nobody has seen on hardware: `npx tsx scripts/assumptionsPage.ts` brings it up to date. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { assumptionsPage } from '../test/assumptions/page';

mkdirSync('docs', { recursive: true });
writeFileSync('docs/assumptions.md', assumptionsPage());
