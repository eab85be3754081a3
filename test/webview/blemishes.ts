import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** What axe holds against a page, or a frame of one, as it is shown now; it goes on whether that lets scripts in or not. */
async function accessibilityFindings(page: Page | Frame): Promise<string[]> {
  const isThere: boolean = await page.evaluate('window.axe !== undefined');
  if (!isThere) await page.evaluate(`(0, eval)(${JSON.stringify(axe.source)})`);
  // What passes is counted there: described node by node it would be most of the work.
  const { passed, violations }: { passed: number; violations: axe.Result[] } = await page.evaluate(
    `window.axe.run({ resultTypes: ['violations'] })
      .then(({ passes, violations }) => ({ passed: passes.length, violations }))`,
  );
  if (passed === 0) throw new Error('axe looked at nothing');
  return violations.map(
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
