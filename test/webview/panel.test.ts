import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../vscode/rig/browser';
import { blemishes } from './blemishes';
import { openPanelPage, type PanelPage } from './panelPage';
import { SAMPLE_STATES } from './sampleStates';
import { NARROW_SHOTS } from './shots';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(NARROW_SHOTS)('the panel, $suffix', ({ options }) => {
  let panel: PanelPage;
  beforeAll(async () => {
    panel = await openPanelPage(browser, options);
  });
  afterAll(() => panel.page.close());

  it.each(Object.keys(SAMPLE_STATES))(
    '%s: nothing against it for who cannot see, or has little room',
    async (name) => {
      const state = SAMPLE_STATES[name];
      if (state === undefined) throw new Error(name);
      await panel.show(state);
      expect(await blemishes(panel.page)).toEqual([]);
      expect(panel.complaints).toEqual([]);
    },
  );
});
