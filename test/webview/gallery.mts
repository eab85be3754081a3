// Pictures of the panel in every state, theme and width, for people to look at: tsx test/webview/gallery.mts FOLDER
import { mkdir } from 'node:fs/promises';
import axe from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { logText, panelView } from '../../src/ui/panel/panelView';
import { speechIn } from '../../src/ui/speech';
import { openPanelPage } from './panelPage';
import { momentOf, SAMPLE_STATES } from './sampleStates';
import { THEMES, type ThemeName } from './themes';

const WIDTHS = [820, 340];

const [folder = 'shots/panel', ...only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const speech = speechIn('en');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: ['--disable-gpu'],
});
try {
  for (const theme of Object.keys(THEMES) as ThemeName[])
    for (const width of WIDTHS) {
      const panel = await openPanelPage(browser, speech, { theme, width });
      for (const [name, state] of Object.entries(SAMPLE_STATES)) {
        const picture = `${name}-${theme}-${width}`;
        if (only.length > 0 && !only.some((part) => picture.includes(part))) continue;
        const lines = state.log.lines.map((line) => logText(speech, line));
        await panel.receive({ type: 'log', first: 0, lines });
        await panel.receive({ type: 'view', view: panelView(state, speech, momentOf(state)) });
        await panel.page.locator(`body[data-stage="${state.stage}"]`).waitFor();
        await panel.page.waitForTimeout(300);
        for (const finding of await accessibilityFindings(panel.page))
          console.error(`${picture}: ${finding}`);
        await panel.page.screenshot({ path: `${folder}/${picture}.png`, fullPage: true });
      }
      for (const complaint of panel.complaints) console.error(`${theme} ${width}: ${complaint}`);
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
