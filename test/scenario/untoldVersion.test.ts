import { describe, expect, test } from 'vitest';
import { block, overhead } from '../fixtures/block';
import { fullImage } from '../fixtures/firmware';
import { type NamedFile, Rig, sha256 } from './rig';

/** A container with the known layout and without a version text. */
const untold = (name: string, part: string, size = 30_000): NamedFile => ({
  name,
  bytes: block('UPGR', `${part} upgrade package`, new Uint8Array(size - overhead(`${part} upgrade package`))),
});

describe('an image without a known build', () => {
  const FILES = { images: [untold('firmware.dup', 'fff')] };

  test('was installed if the modem reports another build afterwards', async () => {
    const rig = new Rig({ nextImage: { build: '40000' } });
    expect(await rig.upgrade(FILES)).toMatchObject({ outcome: 'upgraded', after: { build: '40000' } });
  });

  test('was installed if the modem was in its updater and runs the image', async () => {
    const rig = new Rig({ state: 4 });
    expect(await rig.upgrade(FILES)).toMatchObject({ outcome: 'upgraded', after: { build: '39529' } });
  });

  test('is unproven if the modem reports the same build as before', async () => {
    const rig = new Rig();
    const report = await rig.upgrade(FILES);
    expect(report).toMatchObject({
      outcome: 'failed',
      after: { state: 2, build: '39529' },
      error: { code: 'VERSION_UNPROVEN' },
    });
    expect(report.modemState).not.toBe('upgraded');
  });
});

describe('the first of two steps, without an application of its own', () => {
  // The files of users had this size: 416,448 bytes.
  const FIRST = untold('CATM1-5.2-48829-1.dup', 'updater', 416_448);
  const SECOND: NamedFile = {
    name: 'CATM1-5.2-48829-2.dup',
    bytes: fullImage({ version: '5.2.1.0', build: '48829', size: 30_000 }),
  };
  const PAIR = { images: [FIRST, SECOND] };

  test('that leads to 39529 is followed by the second', async () => {
    const rig = new Rig({ build: '41065', nextImage: { build: '39529' } });
    expect(await rig.upgrade(PAIR)).toMatchObject({ outcome: 'upgraded', after: { build: '48829' } });
    expect(rig.received).toEqual([sha256(FIRST), sha256(SECOND)]);
  });

  test('that leads to the previous build is followed by the second, too, because its success was reported', async () => {
    const rig = new Rig({ build: '41065' });
    expect(await rig.upgrade(PAIR)).toMatchObject({ outcome: 'upgraded', after: { build: '48829' } });
    expect(rig.received).toEqual([sha256(FIRST), sha256(SECOND)]);
  });

  test('is sent in proven block sizes, and the second in larger ones', async () => {
    const rig = new Rig({ build: '41065' });
    const plan = await rig.plan(PAIR);
    let largestOfFirst = 0;
    rig.watch = (event) => {
      if (event.type === 'step' && event.id === 'verify-1') largestOfFirst = rig.modem.truth.largestBlock;
    };
    expect(await rig.run(plan)).toMatchObject({ outcome: 'upgraded' });
    expect(largestOfFirst).toBe(2016);
    expect(rig.modem.truth.largestBlock).toBeGreaterThan(2016);
  });
});
