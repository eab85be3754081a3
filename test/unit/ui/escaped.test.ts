import { expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { iconless, label, markdown, unlinked } from '../../../src/ui/escaped';
import type { PanelState } from '../../../src/ui/panel/panelState';
import { reportMarkdown } from '../../../src/ui/reports/reportMarkdown';
import { statusStrings } from './statusStrings';
import { inStage, sample } from '../../webview/sampleStates';
import { ENGLISH } from './flowRig';
import { NOON } from './samples';

const EVIL = '`<img src=https://x/y>` [a](command:evil) $(x) **b**';
const SAFE = '\\`\\<img src=https&#58;//x/y\\>\\` \\[a\\]\\(command:evil\\) \\$\\(x\\) \\*\\*b\\*\\*';

it('makes no link in a notification', () => {
  expect(unlinked('a [link](command:evil) and [another](https://x)')).not.toMatch(/\[[^\]]+\]\(/);
  expect(unlinked('LR5.1.1.0-39529 [38638] (CAT-M1)')).toBe('LR5.1.1.0-39529 [38638] (CAT-M1)');
});

it('draws only our own icons in a label', () => {
  expect(label('radio-tower', 'LR$(flame)\x1b').text).toBe('$(radio-tower) LR\\$(flame)\\x1b');
  expect(iconless('a $(flame)')).toBe('a \\$(flame)');
});

it.each([
  [EVIL, SAFE],
  ['# a', '\\# a'],
  ['- a - b', '\\- a - b'],
  ['12. a', '12\\. a'],
  ['a\n\n===\n| b', 'a === \\| b'],
  // These contain no formatting and stay unchanged.
  ['LR5.1.1.0-41065', 'LR5.1.1.0-41065'],
  ['PORT_UNPLUGGED', 'PORT_UNPLUGGED'],
  ['_a_ b', '\\_a\\_ b'],
  // A Markdown reader would turn these into links.
  ['see https://evil.example', 'see https&#58;//evil.example'],
  ['see www.evil.example or a@b.example', 'see www&#46;evil.example or a&#64;b.example'],
  ['\x1b[2J\x9b\u202egnp', '\\\\x1b\\[2J\\\\x9b\\\\u202egnp'],
])('%j is written as %j', (text, source) => {
  expect(markdown`${text}`.source).toBe(source);
});

it('the status bar shows text of a board without any formatting', () => {
  const state = { ...inStage(sample('busy'), 'busy'), activity: { text: phrase(EVIL), until: null } };
  const status = statusStrings({ state, readings: [], knownPort: null, now: NOON }, ENGLISH);
  expect(status.tooltip).toContain(SAFE);
});

it('text of a file or a board has no formatting in the report page', () => {
  const failed = inStage(sample('failed'), 'done');
  const { report, files, plan } = failed;
  const [file] = files;
  if (!report.error || !file) throw new Error('no report');
  const line = { at: NOON, level: 'info', text: phrase('{evil}\n```\n<b>', { evil: EVIL }) } as const;
  const state: PanelState = {
    ...failed,
    report: { ...report, error: { ...report.error, message: phrase(EVIL) } },
    files: [{ ...file, name: EVIL }],
    plan: { ...plan, steps: plan.steps.map((step) => ({ ...step, title: phrase(EVIL) })) },
    log: { number: 1, dropped: 0, lines: [line] },
  };
  const options = { extensionVersion: '1', editor: 'E', platform: 'P', withImei: false };
  const text = reportMarkdown(state, options, ENGLISH) ?? '';
  const [page = '', log = ''] = text.split('## Log\n');
  expect(page).not.toContain(EVIL);
  expect(page).toContain(`| Error | PORT_UNPLUGGED: ${SAFE} |`);
  expect(page).toContain(`* ${SAFE}: Full image`);
  expect(page).toContain(`1. ${SAFE}`);
  expect(log).toMatch(/^````\n[^\n]*\\n```\\n<b>\n````\n$/);
});
