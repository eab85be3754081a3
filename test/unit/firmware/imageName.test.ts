import { expect, test } from 'vitest';
import { parseImageName } from '../../../src/firmware/imageName';

const NOTHING = {
  kind: null,
  family: null,
  major: null,
  targetBuild: null,
  baseBuild: null,
  stepOfPair: null,
};
const M1 = { kind: 'full', family: 'CAT-M1' } as const;
const NB = { kind: 'full', family: 'NB-IoT' } as const;
const FIRST = { ...M1, major: 5, targetBuild: '48829', stepOfPair: 1 } as const;
const SECOND = { ...FIRST, stepOfPair: 2 } as const;
const UNTOLD_HALF = { ...FIRST, stepOfPair: null } as const;
const DIFFERENCE = { kind: 'differential', baseBuild: '38638', targetBuild: '39529' } as const;

test.each([
  ['CATM1-41065.dup', { ...M1, targetBuild: '41065' }],
  ['NB1-41019.DUP', { ...NB, targetBuild: '41019' }],
  ['FIPY_GPY_NB1-37365.dup', { ...NB, targetBuild: '37365' }],
  ['FIPY_GPY_CATM1_33988.dup', { ...M1, targetBuild: '33988' }],
  ['CATM1-5.2-48829-1.dup', FIRST],
  ['catm1-5.2-48829-2.dup', SECOND],
  ['LR6.0.0.0-41019.dup', { ...NB, major: 6, targetBuild: '41019' }],
  ['FIPY_LR6.1.2.0-46262_SMDD.dup', { ...NB, major: 6, targetBuild: '46262' }],
  ['LR8.2.0.3-60186.dup', { kind: 'full', major: 8, targetBuild: '60186' }],
  ['LR5.2.1.0-48829-1.dup', FIRST],
  ['upgdiff_38638-to-39529.dup', DIFFERENCE],
  ['updater.elf', { kind: 'updater' }],
  ['CATM1-5.3-49000-1.dup', { ...FIRST, targetBuild: '49000' }],
])('as published: %s', (name, said) => {
  expect(parseImageName(name)).toMatchObject({ ...NOTHING, ...said });
});

test.each([
  // Browsers, file managers and file systems
  ['CATM1-5.2-48829-1 (1).dup', FIRST],
  ['CATM1-5.2-48829-1 (2).dup', FIRST],
  ['CATM1-5.2-48829-2(1).dup', SECOND],
  ['CATM1-5.2-48829-2（1）.dup', SECOND],
  ['CATM1-5.2-48829-1[2].dup', FIRST],
  ['CATM1-5.2-48829-1 2.dup', FIRST],
  ['CATM1-5.2-48829-2 - Copy (3).dup', SECOND],
  ['CATM1-5.2-48829-1 copy 2.dup', FIRST],
  ['CATM1-5.2-48829-1 (another copy).dup', FIRST],
  ['CATM1-5.2-48829-1.dup.dup', FIRST],
  ['CATM1-5.2-48829-1.dup (2).dup', FIRST],
  // Languages
  ['Kopie von CATM1-5.2-48829-2.dup', SECOND],
  ['Kopie (2) von CATM1-5.2-48829-1.dup', FIRST],
  ['Copie de CATM1-5.2-48829-1.dup', FIRST],
  ['CATM1-5.2-48829-1 - Kopie.dup', FIRST],
  ['CATM1-5.2-48829-1 - cópia.dup', FIRST],
  ['CATM1-5.2-48829-1 - másolat.dup', FIRST],
  ['CATM1-5.2-48829-1 — копия.dup', FIRST],
  ['CATM1-5.2-48829-1 - 副本.dup', FIRST],
  ['CATM1-5.2-48829-1的副本.dup', FIRST],
  ['CATM1-5.2-48829-2 - コピー.dup', SECOND],
  ['CATM1-5.2-48829-2 - 복사본.dup', SECOND],
  // Separators
  ['CATM1_5.2_48829_1.dup', FIRST],
  ['CATM1–5.2–48829–1.dup', FIRST],
  ['CATM1 41065.dup', { ...M1, targetBuild: '41065' }],
  ['CAT-M1_41065.dup', { ...M1, targetBuild: '41065' }],
  ['NB-IoT-41019.dup', { ...NB, targetBuild: '41019' }],
  ['upgdiff_38638-to-39529 (1).dup', DIFFERENCE],
  ['UPGDIFF 38638 TO 39529 - Kopie.dup', DIFFERENCE],
  ['my-upgdiff-38638_to_39529.dup', DIFFERENCE],
  ['old CATM1-41065 (from the forum).dup', { ...M1, targetBuild: '41065' }],
  // This build has one image only, so the number marks a copy.
  ['CATM1-41065-1.dup', { ...M1, targetBuild: '41065' }],
])('understood anyway: %s', (name, said) => {
  expect(parseImageName(name)).toMatchObject({ ...NOTHING, ...said });
});

test.each([
  // It stays unclear whether the number names the half or marks a copy.
  ['CATM1-5.2-48829.dup', UNTOLD_HALF],
  ['CATM1-5.2-48829 (1).dup', UNTOLD_HALF],
  ['CATM1-5.2-48829 1.dup', UNTOLD_HALF],
  ['CATM1-5.2-48829-12.dup', UNTOLD_HALF],
  ['CATM1-5.2-48829-3.dup', UNTOLD_HALF],
  ['CATM1-5.2-48829-1-2.dup', UNTOLD_HALF],
  ['CATM1-5.2-48829-1+2.dup', UNTOLD_HALF],
  ['CATM1-5.2-48829-1 of 2.dup', UNTOLD_HALF],
  ['CATM1-5.2-48829-1 step 2.dup', UNTOLD_HALF],
  ['2 CATM1-5.2-48829-1.dup', UNTOLD_HALF],
  // Two builds
  ['CATM1-41065 NB1-41019.dup', NOTHING],
  ['upgdiff_38638-to-39529 and 39529-to-41065.dup', NOTHING],
  ['upgdiff_38638-to-39529-to-41065.dup', NOTHING],
  // Something else
  ['CATM1-41065.dup.part', NOTHING],
  ['CATM1-410655.dup', NOTHING],
  ['xCATM1-41065.dup', NOTHING],
  ['upgdiff_3952-to-41065.dup', NOTHING],
  ['updater.elf.part', NOTHING],
  ['my-updater.elf', NOTHING],
  ['holiday.jpg', NOTHING],
  ['firmware.dup', NOTHING],
  ['', NOTHING],
])('not understood: %s', (name, said) => {
  expect(parseImageName(name)).toMatchObject(said);
});

test('finds every five-digit number, with any text around it', () => {
  expect(parseImageName('pair48829x.dup').mentions).toEqual(['48829']);
  expect(parseImageName('148829-39529').mentions).toEqual(['14882', '48829', '39529']);
});
