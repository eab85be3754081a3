import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { afterAll, beforeAll, expect } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { RULES } from '../../../src/firmware/rules';
import type { PlanWarning } from '../../../src/upgrade/plan/plan';
import { fullImage } from '../../fixtures/firmware';
import { FakeService } from '../ui/fakeService';
import { PLAN } from '../ui/samples';
import { runInProcess } from './runInProcess';

let folder: string;
let image: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'general-yes-'));
  image = join(folder, 'CATM1-41065.dup');
  await writeFile(image, fullImage({ size: 20_000 }));
});
afterAll(() => rm(folder, { recursive: true }));

const WARNINGS: readonly PlanWarning[] = RULES.filter(({ effect }) => effect !== 'refuse').map(
  ({ id, effect }) => ({
    rule: id,
    grade: effect === 'danger' ? 'dangerous' : 'ordinary',
    sentence: phrase('It may be.'),
    consequence: phrase('Who knows.'),
  }),
);

property.prop(
  [
    fc.subarray([...WARNINGS]),
    fc.subarray(WARNINGS.map(({ rule }) => rule)),
    fc.constantFrom('--yes', 'a yes to everything', 'nobody'),
    fc.boolean(),
  ],
  { numRuns: 300 },
)(
  'no general yes confirms a dangerous warning, only its name does',
  async (warnings, accepted, way, json) => {
    const service = new FakeService();
    service.plans = [{ ...PLAN, warnings }];
    const { status, err } = await runInProcess(
      [
        ...['run', '--port', 'P', image, ...accepted.flatMap((rule) => ['--accept', rule])],
        ...(way === '--yes' ? [way] : []),
        ...(json ? ['--json'] : []),
      ],
      { service, ...(way === 'a yes to everything' && { answers: Array<string>(50).fill('yes') }) },
    );
    const open = warnings.filter(({ rule }) => !accepted.includes(rule));
    const dangers = open.filter(({ grade }) => grade === 'dangerous').map(({ rule }) => rule);
    const runs = dangers.length === 0 && way !== 'nobody';
    expect(service.ran.map(({ confirmed }) => confirmed)).toEqual(
      runs ? [warnings.map(({ rule }) => rule)] : [],
    );
    expect(status).toBe(runs ? 0 : 3);
    if (way === '--yes' && !runs) expect(err).toContain(dangers.map((rule) => `--accept ${rule}`).join(' '));
  },
);
