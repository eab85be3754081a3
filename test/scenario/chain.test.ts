import { describe, expect, test } from 'vitest';
import type { UpgradePlan } from '../../src/upgrade/plan/plan';
import { ON_THE_FLY_BYTES, Rig, sha256 } from './rig';
import { chainFolder, goOn } from './chainFolder';

const { chain, folder } = chainFolder(ON_THE_FLY_BYTES);
// Factory firmware with a newer bootrom. With the factory bootrom, only the board’s tool could do this upgrade.
const FACTORY = { build: '33080', bootrom: '38638' } as const;

async function planned(rig: Rig): Promise<UpgradePlan> {
  return rig.plan({ images: chain });
}

const steps = (await planned(new Rig(FACTORY))).steps.map(({ id }) => id);

test('33080 → 41065 → 48829 in one plan', async () => {
  const rig = new Rig(FACTORY);
  expect(await rig.upgrade({ images: chain })).toMatchObject({
    outcome: 'upgraded',
    before: { build: '33080' },
    after: { build: '48829' },
  });
  expect(rig.received).toEqual(chain.map(sha256));
  expect(rig.modem.truth.images.map(({ way }) => way)).toEqual(['FFF', 'ON_THE_FLY', 'ON_THE_FLY']);
});

describe.each(steps.slice(0, -1))('33080 → 41065 → 48829, interrupted after %s', (step) => {
  test.each(['cancel', 'cable', 'power'] as const)('by %s, continues to its end', async (what) => {
    const rig = new Rig(FACTORY);
    const plan = await planned(rig);
    rig.watch = (event) => {
      if (event.type !== 'step' || event.id !== step || event.state !== 'done') return;
      if (what === 'cancel') rig.cancel.abort();
      if (what === 'power') rig.modem.cutPower();
      if (what !== 'cancel') rig.wire.unplug();
    };
    const report = await rig.run(plan);
    // The second half follows the first at once, so the upgrade only notes a cancel there and continues to its end.
    if (report.outcome !== 'upgraded') {
      expect(report.outcome).toBe(what === 'cancel' ? 'cancelled' : 'failed');
      await restart(rig);
      await goOn(rig.newProcess(), rig.wire.path, folder, () => restart(rig));
    }
    expect(rig.modem.truth).toMatchObject({ build: '48829', condition: 'upgraded' });
  });
});

/** Ten seconds without power, as the report recommends. */
async function restart(rig: Rig): Promise<void> {
  rig.wire.unplug();
  rig.modem.cutPower();
  await rig.clock.sleep(10_000);
  rig.modem.restorePower();
  rig.wire.replug();
  await rig.clock.sleep(rig.modem.configuration.bootMs + 1000);
}
