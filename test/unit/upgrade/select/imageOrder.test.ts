import { describe, expect, test } from 'vitest';
import type { FirmwareImage, ImageDescription } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/base/byteSource';
import { belongTogether, orderImages } from '../../../../src/upgrade/select/imageOrder';
import { FULL_IMAGE } from '../../ui/samples';

function image(name: string, description: Partial<ImageDescription> = {}): FirmwareImage {
  return {
    source: bytesSource(name, new Uint8Array()),
    // Another name is another content here.
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
    ['one that does not tell its build', [UNTOLD]],
    ['both halves', [FIRST, SECOND]],
    ['a difference from where the first leads', [TO_STOP, FROM_STOP]],
    ['a newer full image after the one on the way', [STOP, NEWER]],
    ['a difference and both halves', [TO_STOP, FIRST, SECOND]],
    ['a first half behind a full image', [STOP, FIRST]],
    ['a difference behind a second half', [SECOND, FROM_PAIR]],
    ['a second half alone, and another pair behind it', [SECOND, OTHER_FIRST, OTHER_SECOND]],
  ])('%s', (_, images) => {
    expect(orderImages(images)).toEqual(images);
    expect(belongTogether(images)).toBe(true);
  });

  test('are put in order where they are the halves of a pair', () => {
    expect(orderImages([SECOND, FIRST])).toEqual([FIRST, SECOND]);
  });

  test('are at least one', () => {
    expect(() => orderImages([])).toThrow(expect.objectContaining({ code: 'NO_IMAGE' }) as Error);
  });
});

describe('no images of one upgrade', () => {
  test.each([
    ['halves of two pairs', [FIRST, OTHER_SECOND]],
    ['something else behind a first half', [FIRST, STOP]],
    ['a second half behind something else', [STOP, SECOND]],
    ['an older one after the one on the way', [STOP, OLDER]],
    ['another family after the one on the way', [STOP, NB]],
    ['one that does not tell its build after the one on the way', [STOP, UNTOLD]],
    ['a difference behind an image that does not tell its build', [UNTOLD, FROM_STOP]],
    ['the same build again after the one on the way', [STOP, image('again.dup', { targetBuild: '41065' })]],
    ['a difference that tells nothing, behind an image that does not, either', [UNTOLD, NAMELESS]],
    ['what is only called a second half', [FIRST, image('CATM1-5.2-48829-2.dup')]],
    ['two that have nothing to do with each other', [OLDER, NEWER]],
  ])('%s', (_, images) => {
    const [one, other] = images.map(({ source }) => source.name);
    expect(() => orderImages(images)).toThrow(`${one} and ${other} don’t belong together.`);
    expect(belongTogether(images)).toBe(false);
  });

  test('two with the same name, by which the board could not tell them apart', () => {
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
  ['a name that differs in its case alone', image('UPGDIFF_33080-TO-41065.DUP', DIFFERENCE)],
])('no upgrade has the same image twice: %s', (_, twin) => {
  const first = image('upgdiff_33080-to-41065.dup', {
    ...{ kind: 'differential', baseBuild: '33080', targetBuild: '41065' },
    sha256: 'same',
  });
  expect(belongTogether([first, twin])).toBe(false);
  expect(() => orderImages([first, twin])).toThrow(/don’t belong together/);
});
