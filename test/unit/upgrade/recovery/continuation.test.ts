import { expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import type { JournalStep } from '../../../../src/upgrade/journal/journalEntry';
import { continuationOf, whatHappened } from '../../../../src/upgrade/recovery/continuation';
import { sampleEntry } from '../journal/sampleEntry';

function words(kind: JournalStep['kind'], mayHaveChanged: boolean, changes = {}): string {
  const steps = [{ id: kind, kind, image: kind === 'powerCycle' ? null : 0 }];
  return continuationOf(sampleEntry({ steps, current: 0, mayHaveChanged, ...changes }))
    .map((each) => render(each))
    .join(' ');
}

test.each([
  ['wake', false, /^Nothing was written.*Unplug the board.*upgrade again/],
  ['prepare', false, /^Nothing was written.*Unplug the board.*upgrade again/],
  ['bootUpdater', true, /^Unplug the board.*upgrade again.*recovery.*updater\.elf/],
  // The first of several images may be in the modem before the run uses the board again.
  ['openBoard', true, /^Unplug the board.*upgrade again.*recovery.*updater\.elf/],
  ['openBoard', false, /^Nothing was written to the modem\. Then upgrade again with CATM1-41065\.dup\.$/],
  ['upload', false, /^Nothing was written/],
  ['enterMirror', false, /^Nothing was written.*Unplug the board.*upgrade again with CATM1-41065\.dup/],
  ['enterMirror', true, /^Unplug the board.*updater\.elf/],
  ['loadUpdater', false, /^Nothing was written.*Unplug the board/],
  ['transfer', true, /^Unplug the board.*upgrade again with CATM1-41065\.dup.*recovery.*updater\.elf/],
  ['transfer', false, /^Nothing was written/],
  ['apply', true, /^The modem may still be installing.*up to an hour.*read the modem.*upgrade again/],
  [
    'runOnBoard',
    true,
    /^The board may still be upgrading its modem.*leave the power on.*forty minutes.*read the modem/,
  ],
  [
    'verify',
    true,
    /^The modem may still be installing.*leave the power on.*The modem has received the image(?!.*Unplug)/,
  ],
  ['powerCycle', true, /^The modem has received the image/],
] as const)('cut off in %s (changed: %s)', (kind, changed, pattern) => {
  expect(words(kind, changed, { toolAtWork: kind === 'runOnBoard' })).toMatch(pattern);
});

test('a board whose tool was seen to end is not said to be upgrading', () => {
  expect(words('runOnBoard', true)).not.toMatch(/may still be upgrading/);
});

test('names the updater that was used, and after the first half of a pair only the second', () => {
  const updater = { name: 'updater.elf', size: 1, sha256: '' };
  expect(words('transfer', true, { updater })).toMatch(/Use the same updater\.elf with it\.$/);
  const images = ['A-1.dup', 'A-2.dup'].map((name) => ({ name, size: 1, sha256: '' }));
  expect(words('verify', true, { images })).toMatch(/continue with A-2\.dup\.$/);
  const second = [{ id: 'transfer-2', kind: 'transfer', image: 1 }];
  expect(words('transfer', true, { images, steps: second })).toContain('again with A-2.dup.');
});

test('a step without a single image is repeated with all images', () => {
  const images = ['A.dup', 'B.dup'].map((name) => ({ name, size: 1, sha256: '' }));
  const steps = [{ id: 'wake', kind: 'wake', image: null }];
  expect(words('wake', false, { images, steps })).toMatch(/upgrade again with A\.dup, B\.dup\.$/);
});

test('describes the interruption in a sentence', () => {
  expect(render(whatHappened(sampleEntry()))).toBe(
    'The upgrade with CATM1-41065.dup at /dev/ttyACM0 was interrupted in step 2 of 3.',
  );
  const end = { at: 1, outcome: 'failed', modemState: 'unknown' } as const;
  expect(render(whatHappened(sampleEntry({ end })))).toMatch(/failed in step 2 of 3/);
  expect(render(whatHappened(sampleEntry({ succeededSince: 2 })))).toMatch(
    /was interrupted in step 2 of 3\. Another upgrade at that port has succeeded since/,
  );
});
