import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** What axe holds against a page, or a frame of one, as it is shown now; it goes on whether that lets scripts in or not. */
async function accessibilityFindings(page: Page | Frame): Promise<string[]> {
  await page.evaluate(`window.axe ?? (0, eval)(${JSON.stringify(axe.source)})`);
  const results: axe.AxeResults = await page.evaluate('window.axe.run()');
  if (results.passes.length === 0) throw new Error('axe looked at nothing');
  return results.violations.map(
    ({ id, impact, nodes }) => `${impact ?? '?'} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

/** The same, and whether the page is wider than its window. */
export async function blemishes(page: Page | Frame): Promise<string[]> {
  const wide: boolean = await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  return [...(wide ? ['wider than its window'] : []), ...(await accessibilityFindings(page))];
}
