import { expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import type { CheckedFile } from '../../../src/ui/panel/panelState';
import { EMPTY_PANEL } from '../../../src/ui/panel/panelState';
import { panelView } from '../../../src/ui/panel/panelView';
import { checkedNotice } from '../../../src/ui/texts/notices';
import { momentOf } from '../../webview/sampleStates';
import { ENGLISH } from './flowRig';
import { FULL_IMAGE } from './samples';

const WHOLE: CheckedFile = { name: 'CATM1-41065.dup', description: FULL_IMAGE };
const DOUBTFUL: CheckedFile = {
  name: 'upgdiff_39529-to-41065.dup',
  description: {
    ...FULL_IMAGE,
    kind: 'differential',
    baseBuild: '39529',
    version: null,
    findings: [phrase('Nobody knows.')],
  },
};

it('a doubtful file is not said to have passed all checks', () => {
  expect(checkedNotice(ENGLISH, [DOUBTFUL], null)).toMatchObject({
    level: 'warning',
    text: 'upgdiff_39529-to-41065.dup: Differential image, CAT-M1, build 41065, only for build 39529, 6.0 MB. Nobody knows.',
  });
  expect(checkedNotice(ENGLISH, [WHOLE], null).text).toMatch(/^CATM1-41065\.dup passed all checks: /);
});

it.each([
  [[WHOLE], 'CATM1-41065.dup passed all checks'],
  [[WHOLE, DOUBTFUL], 'Doubtful: upgdiff_39529-to-41065.dup'],
])('the panel names the doubtful file and the reason', (files, headline) => {
  const state = { ...EMPTY_PANEL, stage: 'checked' as const, files, misfit: null };
  const view = panelView(state, ENGLISH, momentOf(state));
  expect(view.headline).toBe(headline);
  expect(view.files.flatMap(({ findings }) => findings)).toEqual(
    files.includes(DOUBTFUL) ? ['Nobody knows.'] : [],
  );
});
