import { expect, test } from 'vitest';
import { differentialImage, fullImage, twoStepPair, updaterElf } from '../fixtures/firmware';
import { crc16 } from './modem/crc16';
import { fletcher32 } from './modem/fletcher32';
import { examineImage } from './modem/receivedImage';

test('the checksums are the ones the protocol and the files use', () => {
  expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
  // The same checksum by its other definition, modulo 65535.
  let [low, high] = [0xffff, 0xffff];
  for (const word of [0x6162, 0x6364, 0x6500]) {
    low = (low + word) % 0xffff;
    high = (high + low) % 0xffff;
  }
  expect(fletcher32(Buffer.from('abcde'))).toBe(high * 0x10000 + low);
});

test.each([5_996_938, 20_000, 19_999, 4_194_304])(
  'a full image has exactly %d bytes and is intact',
  (size) => {
    for (const packed of [true, false]) {
      const image = fullImage({ size, packed, version: '6.0.0.0', build: '41019' });
      expect(image).toHaveLength(size);
      expect(examineImage(image)).toEqual({
        kind: 'full',
        version: '6.0.0.0',
        build: '41019',
        base: undefined,
      });
    }
  },
);

test('the same seed gives the same image, and another seed another image', () => {
  expect(fullImage({ size: 20_000 })).toEqual(fullImage({ size: 20_000 }));
  expect(fullImage({ size: 20_000, seed: 2 })).not.toEqual(fullImage({ size: 20_000 }));
});

test('a differential image names its base, and may hide its target', () => {
  const said = { kind: 'differential', base: '39529', build: '41065' };
  expect(examineImage(differentialImage())).toMatchObject({ ...said, version: '5.1.1.0' });
  expect(examineImage(differentialImage({ saysVersion: false }))).toMatchObject({
    ...said,
    version: undefined,
  });
});

test('the two steps have their two builds', () => {
  expect(twoStepPair({ size: 20_000 }).map(examineImage)).toMatchObject([
    { build: '39529' },
    { build: '48829' },
  ]);
});

test('an updater is recognised, and a damaged, truncated or foreign file is broken', () => {
  expect(examineImage(updaterElf()).kind).toBe('updater');
  const image = fullImage({ size: 20_000 });
  expect(examineImage(image.subarray(0, -1)).kind).toBe('broken');
  expect(examineImage(Buffer.concat([image, Buffer.of(0)])).kind).toBe('broken');
  expect(examineImage(Buffer.from('a text')).kind).toBe('broken');
  for (const at of [0, 5, 40, 10_000, image.length - 1]) {
    const flipped = Buffer.from(image);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(examineImage(flipped).kind).toBe('broken');
  }
});
