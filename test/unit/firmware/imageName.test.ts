import { expect, test } from 'vitest';
import { parseImageName } from '../../../src/firmware/imageName';

const NOTHING = { kind: null, family: null, targetBuild: null, baseBuild: null, stepOfPair: null };

test.each([
  ['CATM1-41065.dup', { kind: 'full', family: 'CAT-M1', targetBuild: '41065', stepOfPair: null }],
  ['NB1-41019.dup', { kind: 'full', family: 'NB-IoT', targetBuild: '41019', stepOfPair: null }],
  ['CATM1-5.2-48829-1.dup', { kind: 'full', family: 'CAT-M1', targetBuild: '48829', stepOfPair: 1 }],
  ['CATM1-5.2-48829-2.dup', { kind: 'full', family: 'CAT-M1', targetBuild: '48829', stepOfPair: 2 }],
  ['upgdiff_39529-to-41065.dup', { kind: 'differential', baseBuild: '39529', targetBuild: '41065' }],
  ['updater.elf', { kind: 'updater', targetBuild: null }],
  // What only looks like one of them says nothing.
  ['my-CATM1-41065.dup', NOTHING],
  ['CATM1-41065.dup.part', NOTHING],
  ['my-LR5.1.1.0-41065.dup', NOTHING],
  ['LR5.1.1.0-41065.dup.part', NOTHING],
  ['my-upgdiff_39529-to-41065.dup', NOTHING],
  ['upgdiff_39529-to-41065.dup.part', NOTHING],
  ['my-updater.elf', NOTHING],
  ['updater.elf.part', NOTHING],
  ['holiday.jpg', NOTHING],
])('%s', (name, said) => {
  expect(parseImageName(name)).toMatchObject(said);
});
