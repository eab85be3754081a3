// Pictures of the panel in every state, theme and width, at 200 % and in German, for people to look at: npm run pictures -- FOLDER
import { mkdir } from 'node:fs/promises';
import { launchBrowser } from '../vscode/rig/browser';
import { blemishes } from './blemishes';
import { openPanelPage } from './panelPage';
import { SAMPLE_STATES } from './sampleStates';
import { SHOTS } from './shots';

const [folder = 'shots/panel', ...only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const { suffix, options } of SHOTS) {
    const wanted = Object.entries(SAMPLE_STATES).filter(
      ([name]) => only.length === 0 || only.some((part) => `${name}-${suffix}`.includes(part)),
    );
    if (wanted.length === 0) continue;
    const panel = await openPanelPage(browser, options);
    for (const [name, state] of wanted) {
      const picture = `${name}-${suffix}`;
      await panel.show(state);
      for (const blemish of await blemishes(panel.page)) console.error(`${picture}: ${blemish}`);
      await panel.page.screenshot({ path: `${folder}/${picture}.png`, fullPage: true });
    }
    for (const complaint of panel.complaints) console.error(`${suffix}: ${complaint}`);
    await panel.page.close();
  }
} finally {
  await browser.close();
}
