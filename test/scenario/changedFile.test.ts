import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../src/base/byteSource';
import type { UpgradePlan } from '../../src/upgrade/plan/plan';
import { differential, Rig, sha256 } from './rig';

/** The same plan, but its files now return other bytes. */
function overwritten(plan: UpgradePlan): UpgradePlan {
  return {
    ...plan,
    images: plan.images.map((image) => {
      const bytes = new Uint8Array(image.source.size).fill(7);
      return { ...image, source: bytesSource(image.source.name, bytes) };
    }),
  };
}

/** The same plan, but its files return zeros once the modem was prepared. */
function overwrittenOncePrepared(rig: Rig, plan: UpgradePlan): UpgradePlan {
  let prepared = false;
  rig.watch = (event) => (prepared ||= event.type === 'step' && event.id === 'prepare-1');
  const images = plan.images.map(({ source, description }) => {
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const bytes = await source.read(offset, length);
      return prepared ? new Uint8Array(bytes.length) : bytes;
    };
    return { description, source: { ...source, read } };
  });
  return { ...plan, images };
}

describe('a file that is overwritten after it was checked', () => {
  test('is not sent', async () => {
    const rig = new Rig();
    const plan = await rig.plan({ images: [differential()] });
    const before = rig.modem.truth.bytesReceived;
    expect(await rig.run(overwritten(plan))).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      error: { code: 'FILE_CHANGED' },
    });
    expect(rig.modem.truth.bytesReceived).toBe(before);
  });

  test('is sent as it was checked, if the upgrade had already begun', async () => {
    const rig = new Rig();
    const file = differential();
    const plan = await rig.plan({ images: [file] });
    const report = await rig.run(overwrittenOncePrepared(rig, plan));
    expect(report).toMatchObject({ outcome: 'upgraded' });
    expect(rig.received).toEqual([sha256(file)]);
  });

  test('is not sent if it is too large for memory, even if the modem is already prepared', async () => {
    const rig = new Rig();
    const plan = await rig.plan({ images: [differential(8 * 1024 * 1024 + 1)] });
    const report = await rig.run(overwrittenOncePrepared(rig, plan));
    expect(report).toMatchObject({ modemState: 'untouched', error: { code: 'FILE_CHANGED' } });
    expect(rig.modem.truth.images).toEqual([]);
  });

  test('is not sent if it has become shorter', async () => {
    const rig = new Rig();
    const plan = await rig.plan({ images: [differential()] });
    const cut = plan.images.map((image) => {
      const half = bytesSource(image.source.name, new Uint8Array(image.source.size >> 1));
      return { ...image, source: { ...half, size: image.source.size } };
    });
    expect(await rig.run({ ...plan, images: cut })).toMatchObject({
      outcome: 'refused',
      error: { code: 'FILE_CHANGED' },
    });
  });
});
