import { describe, expect, test } from 'vitest';
import { type Phrase, phrase } from '../../../../src/base/phrase';
import type { FirmwareImage, ImageDescription } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/base/byteSource';
import { firmwareSets, namesOf, withUpdater } from '../../../../src/upgrade/select/firmwareSets';
import { FULL_IMAGE } from '../../ui/samples';

function image(name: string, description: Partial<ImageDescription> = {}, origin?: string): FirmwareImage {
  return {
    source: bytesSource(name, new Uint8Array(), origin),
    // Here each name has its own content.
    description: { ...FULL_IMAGE, sha256: name, targetBuild: null, ...description },
  };
}
function difference(baseBuild: string, targetBuild: string, origin?: string): FirmwareImage {
  const name = `upgdiff_${baseBuild}-to-${targetBuild}.dup`;
  return image(name, { kind: 'differential', baseBuild, targetBuild }, origin);
}
const updater = (origin: string | undefined, sha256: string): FirmwareImage =>
  image('updater.elf', { kind: 'updater', sha256 }, origin);

const FIRST = image('5.2-1.dup', { stepOfPair: 1, targetBuild: '39529' });
const SECOND = image('5.2-2.dup', { stepOfPair: 2, targetBuild: '48829' });
const STOP = image('41065.dup', { targetBuild: '41065' });

function sets(...images: FirmwareImage[]): string[] {
  return firmwareSets(images).map((set) => namesOf({ images: set, updater: null }));
}

test('each image alone, and followed by one that continues from its build', () => {
  expect(sets(STOP, difference('41065', '43818'))).toEqual([
    '41065.dup',
    'upgdiff_41065-to-43818.dup',
    '41065.dup + upgdiff_41065-to-43818.dup',
  ]);
});

test('a first half with its second, which may also be installed alone', () => {
  expect(sets(FIRST, SECOND)).toEqual(['5.2-2.dup', '5.2-1.dup + 5.2-2.dup']);
});

test('a first half alone is a set only if its second half is missing', () => {
  expect(sets(FIRST)).toEqual(['5.2-1.dup']);
  expect(sets(FIRST, image('5.3-2.dup', { stepOfPair: 2 }))).toContain('5.2-1.dup');
  expect(sets(STOP, FIRST)).toContain('41065.dup + 5.2-1.dup');
  expect(sets(STOP, FIRST, SECOND)).not.toContain('41065.dup + 5.2-1.dup');
});

test('the longest sequence from the factory build, and no longer one', () => {
  const chain = [STOP, FIRST, SECOND, difference('48829', '48830'), difference('48830', '48831')];
  const lengths = firmwareSets(chain).map((set) => set.length);
  expect(Math.max(...lengths)).toBe(4);
  expect(sets(...chain)).toContain('41065.dup + 5.2-1.dup + 5.2-2.dup + upgdiff_48829-to-48830.dup');
});

test('the number of sets is limited', () => {
  const builds = Array.from({ length: 22 }, (_, index) => String(10_000 + index));
  const all = builds.flatMap((base) => builds.map((target) => difference(base, target)));
  expect(firmwareSets(all)).toHaveLength(500);
});

test('the updater comes from the folder of the image that may need one', () => {
  const images = [difference('33080', '41065', '/other'), image('43818.dup', {}, '/own')];
  const [other, own] = [updater('/other', 'a'), updater('/own', 'b')];
  expect(withUpdater({ images, updater: null }, [other, own])).toEqual({
    images,
    updater: own,
    otherUpdaters: 0,
  });
  // There is no updater beside it, so any updater may belong to it.
  expect(withUpdater({ images, updater: null }, [other, updater('/third', 'c')])).toMatchObject({
    updater: other,
    otherUpdaters: 1,
  });
});

test('copies of one updater count as one', () => {
  const images = [image('43818.dup', {}, '/own')];
  const several = [updater('/own', 'a'), updater('/own', 'a'), updater('/own', 'b')];
  expect(withUpdater({ images, updater: null }, several)).toMatchObject({
    updater: several[0],
    otherUpdaters: 1,
  });
});

describe('of the programs beside an image', () => {
  const images = [image('43818.dup', {}, '/own')];
  const named = (name: string, sha256: string, findings: readonly Phrase[] = []): FirmwareImage => {
    const { source, description } = updater('/own', sha256);
    return { source: { ...source, name }, description: { ...description, findings } };
  };
  const DOUBT = [phrase('It does not look like one.')];

  test('the one with the usual name is the updater, and the others are counted', () => {
    const [old, own] = [named('old.elf', 'a'), named('Updater.ELF', 'b')];
    expect(withUpdater({ images, updater: null }, [old, own])).toEqual({
      images,
      updater: own,
      otherUpdaters: 1,
    });
  });

  test('one for another machine is no updater, and is not counted', () => {
    const [program, own] = [named('application.elf', 'a', DOUBT), named('updater-41019.elf', 'b')];
    expect(withUpdater({ images, updater: null }, [program, own])).toMatchObject({
      updater: own,
      otherUpdaters: 0,
    });
    expect(withUpdater({ images, updater: null }, [program])).toEqual({ images, updater: null });
  });

  test('one with the usual name is the updater even if it is doubtful', () => {
    const doubtful = named('updater.elf', 'a', DOUBT);
    expect(withUpdater({ images, updater: null }, [doubtful])).toMatchObject({ updater: doubtful });
  });
});
