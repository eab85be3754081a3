import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { continuationOf } from '../../../../src/upgrade/recovery/continuation';
import { diagnose } from '../../../../src/upgrade/recovery/diagnose';
import { sampleEntry } from '../journal/sampleEntry';
import { journalSteps } from './journalSteps';
import { mirrored } from './mirroredModem';

describe('of several images', () => {
  const CHAIN = ['upgdiff_33080-to-41065.dup', 'CATM1-43818.dup'].map((name) => ({
    name,
    size: 1,
    sha256: '',
  }));
  const steps = journalSteps([
    ['open-board', 'openBoard', null],
    ['upload-1', 'upload', 0],
    ['upload-2', 'upload', 1],
    ['wake', 'wake', null],
    ['prepare-1', 'prepare', null],
    ['transfer-1', 'transfer', 0],
    ['apply-1', 'apply', null],
    ['verify-1', 'verify', 0],
    ['prepare-2', 'prepare', null],
    ['boot-updater-2', 'bootUpdater', null],
    ['transfer-2', 'transfer', 1],
    ['apply-2', 'apply', null],
    ['leave-updater-2', 'leaveUpdater', null],
    ['verify-2', 'verify', 1],
    ['power-cycle', 'powerCycle', null],
  ]);
  const BOTH = 'with upgdiff_33080-to-41065.dup, CATM1-43818.dup';
  const SECOND = 'upgrade again with CATM1-43818.dup.';
  const nothing = 'The modem has received the image';

  test.each([
    // An image that was only copied to the board is not in the modem.
    ['open-board', BOTH],
    ['upload-1', BOTH],
    ['upload-2', BOTH],
    ['wake', BOTH],
    ['prepare-1', BOTH],
    ['transfer-1', BOTH],
    ['apply-1', BOTH],
    ['verify-1', 'continue with CATM1-43818.dup.'],
    ['prepare-2', SECOND],
    ['boot-updater-2', SECOND],
    ['transfer-2', SECOND],
    ['apply-2', SECOND],
    ['leave-updater-2', SECOND],
    ['verify-2', nothing],
    ['power-cycle', nothing],
  ] as const)('lists those that are not in the modem yet, interrupted in %s', (id, expected) => {
    const current = steps.findIndex((step) => step.id === id);
    const upload = id.startsWith('upload') || id === 'open-board';
    const text = continuationOf(sampleEntry({ images: CHAIN, steps, current, mayHaveChanged: !upload }))
      .map((each) => render(each))
      .join(' ');
    expect(text).toContain(expected);
    // A full image helps only if the differential image is still missing.
    expect(text.includes('use a full image instead')).toBe(expected === BOTH);
    expect(text.includes('.dup')).toBe(expected !== nothing);
  });

  test.each([
    ['wake', 'unfinished'],
    ['apply-1', 'unfinished'],
    ['boot-updater-2', 'over'],
    ['apply-2', 'over'],
    ['power-cycle', 'over'],
  ] as const)('interrupted in %s, with the modem working again: %s', (id, expected) => {
    const current = steps.findIndex((step) => step.id === id);
    const entry = sampleEntry({ images: CHAIN, steps, current });
    const { imei } = entry.board;
    const { over, unfinished } = diagnose(mirrored({ state: 2, build: '41065', imei }), [entry]);
    expect({ over, unfinished }[expected]).toEqual([entry]);
    // With the target build of the last image, the upgrade is always over.
    expect(diagnose(mirrored({ state: 2, build: '43818', imei }), [entry]).over).toEqual([entry]);
  });
});
