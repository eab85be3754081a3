import { expect, test } from 'vitest';
import { differentialImage, twoStepPair } from '../fixtures/firmware';
import { type NamedFile, ON_THE_FLY_BYTES, Rig, sha256 } from './rig';

const [first, second] = twoStepPair({ size: ON_THE_FLY_BYTES });
const FILES: readonly NamedFile[] = [
  {
    name: 'upgdiff_33080-to-41065.dup',
    bytes: differentialImage({ base: '33080', target: '41065', size: 100_000 }),
  },
  { name: 'CATM1-5.2-48829-1.dup', bytes: first },
  { name: 'CATM1-5.2-48829-2.dup', bytes: second },
];

// The factory's firmware on a bootrom that was renewed before: with the factory's own the board must do it.
const fromFactory = (): Rig => new Rig({ build: '33080', bootrom: '38638' });

test('33080 → 41065 → 48829 in one plan', async () => {
  const rig = fromFactory();
  const report = await rig.upgrade({ images: FILES });
  expect(report).toMatchObject({
    outcome: 'upgraded',
    before: { build: '33080' },
    after: { build: '48829' },
  });
  expect(rig.received).toEqual(FILES.map(sha256));
  expect(rig.modem.truth.images.map(({ way }) => way)).toEqual(['FFF', 'ON_THE_FLY', 'ON_THE_FLY']);
});

test('stopped after each image, it goes on from what is found then', async () => {
  const rig = fromFactory();
  const halts = ['verify-1', 'transfer-2'];
  const images = [[...FILES], FILES.slice(1)];
  for (const [attempt, halt] of halts.entries()) {
    const { plan, firmware } = await rig.plan({ images: images[attempt] ?? [] });
    const stop = new AbortController();
    const report = await rig.service.run(plan, firmware, {
      confirmed: plan.warnings.map(({ rule }) => rule),
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'step' && event.id === halt && event.state === 'done') stop.abort();
      },
    });
    // The second half follows the first at once: there stopping is only noted, and the upgrade goes on to its end.
    expect(report.outcome).toBe(attempt === 0 ? 'cancelled' : 'upgraded');
    expect(rig.modem.truth.build).toBe(attempt === 0 ? '41065' : '48829');
  }
});
