import { describe, expect, test } from 'vitest';
import type { FirmwareImage, ImageDescription } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/base/byteSource';
import { belongTogether, orderImages } from '../../../../src/upgrade/select/imageOrder';
import { FULL_IMAGE } from '../../ui/samples';

function image(name: string, description: Partial<ImageDescription> = {}): FirmwareImage {
  return {
    source: bytesSource(name, new Uint8Array()),
    // Here each name has its own content.
    description: { ...FULL_IMAGE, sha256: name, targetBuild: null, ...description },
  };
}

const FIRST = image('CATM1-5.2-48829-1.dup', { stepOfPair: 1, targetBuild: '39529' });
const SECOND = image('CATM1-5.2-48829-2.dup', { stepOfPair: 2, targetBuild: '48829' });
const OTHER_SECOND = image('CATM1-5.3-49000-2.dup', { stepOfPair: 2, targetBuild: '49000' });
const OTHER_FIRST = image('CATM1-5.3-49000-1.dup', { stepOfPair: 1, targetBuild: '39529' });
const FROM_PAIR = image('upgdiff_48829-to-50523.dup', {
  kind: 'differential',
  baseBuild: '48829',
  targetBuild: '50523',
});
const STOP = image('CATM1-41065.dup', { targetBuild: '41065' });
const NEWER = image('CATM1-43818.dup', { targetBuild: '43818' });
const OLDER = image('CATM1-39529.dup', { targetBuild: '39529' });
const NB = image('NB1-43818.dup', { targetBuild: '43818', family: 'NB-IoT' });
const UNTOLD = image('firmware.dup');
const NAMELESS = image('change.dup', { kind: 'differential' });
const TO_STOP = image('upgdiff_33080-to-41065.dup', {
  kind: 'differential',
  baseBuild: '33080',
  targetBuild: '41065',
});
const FROM_STOP = image('upgdiff_41065-to-43818.dup', {
  kind: 'differential',
  baseBuild: '41065',
  targetBuild: '43818',
});

const DIFFERENCE = { kind: 'differential', baseBuild: '41065', targetBuild: '43818' } as const;

describe('the images of one upgrade', () => {
  test.each([
    ['one alone', [STOP]],
    ['one without a known build', [UNTOLD]],
    ['both halves', [FIRST, SECOND]],
    ['a differential image for the build of the first', [TO_STOP, FROM_STOP]],
    ['a newer full image after an older one', [STOP, NEWER]],
    ['a differential image and both halves', [TO_STOP, FIRST, SECOND]],
    ['a first half after a full image', [STOP, FIRST]],
    ['a differential image after a second half', [SECOND, FROM_PAIR]],
    ['a second half alone, and another pair after it', [SECOND, OTHER_FIRST, OTHER_SECOND]],
  ])('%s', (_, images) => {
    expect(orderImages(images)).toEqual(images);
    expect(belongTogether(images)).toBe(true);
  });

  test('are sorted if they are the halves of a pair', () => {
    expect(orderImages([SECOND, FIRST])).toEqual([FIRST, SECOND]);
  });

  test('are at least one', () => {
    expect(() => orderImages([])).toThrow(expect.objectContaining({ code: 'NO_IMAGE' }) as Error);
  });
});

describe('images that don’t belong to one upgrade', () => {
  test.each([
    ['halves of two pairs', [FIRST, OTHER_SECOND]],
    ['another image after a first half', [FIRST, STOP]],
    ['a second half after another image', [STOP, SECOND]],
    ['an older image after a newer one', [STOP, OLDER]],
    ['another family after the first image', [STOP, NB]],
    ['one without a known build after the first image', [STOP, UNTOLD]],
    ['a differential image after an image without a known build', [UNTOLD, FROM_STOP]],
    ['the same build again after the first image', [STOP, image('again.dup', { targetBuild: '41065' })]],
    ['a differential image without a known base, after an image without a known build', [UNTOLD, NAMELESS]],
    ['an image that is only named as a second half', [FIRST, image('CATM1-5.2-48829-2.dup')]],
    ['two unrelated images', [OLDER, NEWER]],
  ])('%s', (_, images) => {
    const [one, other] = images.map(({ source }) => source.name);
    expect(() => orderImages(images)).toThrow(`${one} and ${other} don’t belong together.`);
    expect(belongTogether(images)).toBe(false);
  });

  test('two with the same name, which the board could not distinguish', () => {
    const twins = [TO_STOP, image(TO_STOP.source.name, FROM_STOP.description)];
    expect(() => orderImages(twins)).toThrow(
      expect.objectContaining({ code: 'IMAGES_DO_NOT_BELONG', category: 'badInput' }) as Error,
    );
    expect(belongTogether(twins)).toBe(false);
    expect(belongTogether([STOP, STOP])).toBe(false);
  });
});

test.each([
  [
    'the same content under another name',
    image('upgdiff_41065-to-43818.dup', { ...DIFFERENCE, sha256: 'same' }),
  ],
  ['a name that differs only in letter case', image('UPGDIFF_33080-TO-41065.DUP', DIFFERENCE)],
])('an upgrade never has the same image twice: %s', (_, twin) => {
  const first = image('upgdiff_33080-to-41065.dup', {
    ...{ kind: 'differential', baseBuild: '33080', targetBuild: '41065' },
    sha256: 'same',
  });
  expect(belongTogether([first, twin])).toBe(false);
  expect(() => orderImages([first, twin])).toThrow(/don’t belong together/);
});
