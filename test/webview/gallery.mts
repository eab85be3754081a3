// Pictures of the panel in every state, theme and width, at 200 % and in German, for people to look at: tsx test/webview/gallery.mts FOLDER
import { mkdir } from 'node:fs/promises';
import axe from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { logText, panelView } from '../../src/ui/panel/panelView';
import { type Speech, speechIn } from '../../src/ui/speech';
import { readBundle } from '../../scripts/l10n/bundles';
import { openPanelPage, type PanelPageOptions } from './panelPage';
import { momentOf, SAMPLE_STATES } from './sampleStates';
import { THEMES, type ThemeName } from './themes';

interface Shot {
  readonly suffix: string;
  readonly options: PanelPageOptions;
}

const THEME_NAMES = Object.keys(THEMES) as ThemeName[];
const SHOTS: readonly Shot[] = [
  ...THEME_NAMES.flatMap((theme) =>
    [820, 340].map((width) => ({ suffix: `${theme}-${width}`, options: { theme, width } })),
  ),
  { suffix: 'zoom-200', options: { theme: 'dark', width: 820, zoom: 2 } },
  { suffix: 'german', options: { theme: 'light', width: 820, language: 'de' } },
  { suffix: 'german-narrow', options: { theme: 'dark', width: 340, language: 'de' } },
];

const [folder = 'shots/panel', ...only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: ['--disable-gpu'],
});
try {
  for (const { suffix, options } of SHOTS) {
    const wanted = Object.entries(SAMPLE_STATES).filter(
      ([name]) => only.length === 0 || only.some((part) => `${name}-${suffix}`.includes(part)),
    );
    if (wanted.length === 0) continue;
    const speech = speechOf(options.language ?? 'en');
    const panel = await openPanelPage(browser, speech, options);
    for (const [name, state] of wanted) {
      const picture = `${name}-${suffix}`;
      const lines = state.log.lines.map((line) => logText(speech, line));
      await panel.receive({ type: 'log', first: 0, lines });
      await panel.receive({ type: 'view', view: panelView(state, speech, momentOf(state)) });
      await panel.page.locator(`body[data-stage="${state.stage}"]`).waitFor();
      await panel.page.waitForTimeout(300);
      for (const finding of await accessibilityFindings(panel.page)) console.error(`${picture}: ${finding}`);
      if (await scrollsSideways(panel.page)) console.error(`${picture}: wider than its window`);
      await panel.page.screenshot({ path: `${folder}/${picture}.png`, fullPage: true });
    }
    for (const complaint of panel.complaints) console.error(`${suffix}: ${complaint}`);
    await panel.page.close();
  }
} finally {
  await browser.close();
}

/** What axe holds against the panel as it is shown now. */
async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(`window.axe ?? (0, eval)(${JSON.stringify(axe.source)})`);
  const results: axe.AxeResults = await page.evaluate('window.axe.run()');
  if (results.passes.length === 0) throw new Error('axe looked at nothing');
  return results.violations.map(
    ({ id, impact, nodes }) => `${impact ?? '?'} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

function speechOf(language: string): Speech {
  if (language === 'en') return speechIn('en');
  const bundle = readBundle(language);
  return speechIn(language, (template) => bundle[template] ?? template);
}

function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}
