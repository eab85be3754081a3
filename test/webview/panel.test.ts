import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../vscode/rig/browser';
import { blemishes } from './blemishes';
import { faintTexts } from './faintTexts';
import { openPanelPage, type PanelPage } from './panelPage';
import { SAMPLE_STATES } from './sampleStates';
import { NARROW_SHOTS } from './shots';

/** Light Modern gives muted text the colour of all other: it must differ by size or weight, too. */
function mutedByColourAlone(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const colourOf = (css) => {
      const probe = document.body.appendChild(document.createElement('span'));
      probe.style.color = css;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    };
    const muted = colourOf('var(--vscode-descriptionForeground)');
    const usual = getComputedStyle(document.body);
    if (muted === usual.color) return [];
    return [...document.querySelectorAll('main *')]
      .filter((each) => each.checkVisibility() && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .filter((each) => {
        const { color, fontSize, fontWeight } = getComputedStyle(each);
        return color === muted && parseFloat(fontSize) >= parseFloat(usual.fontSize) && fontWeight === usual.fontWeight;
      })
      .map((each) => each.outerHTML.slice(0, 120));
  })()`);
}

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

  it.each(Object.keys(SAMPLE_STATES))('%s: no accessibility problems, and everything fits', async (name) => {
    const state = SAMPLE_STATES[name];
    if (state === undefined) throw new Error(name);
    await panel.show(state);
    expect(await blemishes(panel.page)).toEqual([]);
    expect(await faintTexts(panel.page)).toEqual([]);
    expect(await mutedByColourAlone(panel.page)).toEqual([]);
    expect(panel.complaints).toEqual([]);
  });
});
