import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../src/firmware/firmwareSource';
import type { FirmwareSet } from '../../src/upgrade/upgradeService';
import { differential, Rig } from './rig';

/** The same set, whose files give other bytes from now on. */
function overwritten({ images, updater }: FirmwareSet): FirmwareSet {
  return {
    updater,
    images: images.map((image) => {
      const bytes = new Uint8Array(image.source.size).fill(7);
      return { ...image, source: bytesSource(image.source.name, bytes) };
    }),
  };
}

describe('a file that is overwritten after it was checked', () => {
  test('is not sent', async () => {
    const rig = new Rig();
    const { plan, firmware } = await rig.plan({ images: [differential()] });
    const before = rig.modem.truth.bytesReceived;
    expect(await rig.run(plan, overwritten(firmware))).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      error: { code: 'FILE_CHANGED' },
    });
    expect(rig.modem.truth.bytesReceived).toBe(before);
  });

  test('is not sent either when that happens after the modem was prepared', async () => {
    const rig = new Rig();
    const { plan, firmware } = await rig.plan({ images: [differential()] });
    const [image] = firmware.images;
    if (!image) throw new Error('no image');
    let prepared = false;
    rig.watch = (event) => (prepared ||= event.type === 'step' && event.id === 'prepare-1');
    const source = {
      ...image.source,
      read: async (offset: number, length: number) => {
        const bytes = await image.source.read(offset, length);
        return prepared ? new Uint8Array(bytes.length) : bytes;
      },
    };
    const report = await rig.run(plan, { ...firmware, images: [{ ...image, source }] });
    // Not refused: that would say that nothing was begun.
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      error: { code: 'FILE_CHANGED' },
    });
    expect(rig.modem.truth.images).toEqual([]);
  });
});
