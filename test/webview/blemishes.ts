import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** The problems that axe finds in a page or a frame, even if the page allows no scripts. */
async function accessibilityFindings(page: Page | Frame): Promise<string[]> {
  const isThere: boolean = await page.evaluate('window.axe !== undefined');
  if (!isThere) await page.evaluate(`(0, eval)(${JSON.stringify(axe.source)})`);
  // Passed checks are only counted, because describing each node would be most of the work.
  const { passed, violations }: { passed: number; violations: axe.Result[] } = await page.evaluate(
    `window.axe.run({ resultTypes: ['violations'] })
      .then(({ passes, violations }) => ({ passed: passes.length, violations }))`,
  );
  if (passed === 0) throw new Error('axe looked at nothing');
  return violations.map(
    ({ id, impact, nodes }) => `${impact ?? '?'} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

/** The same, plus whether the page is wider than its window. */
export async function blemishes(page: Page | Frame): Promise<string[]> {
  const wide: boolean = await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  return [...(wide ? ['wider than its window'] : []), ...(await accessibilityFindings(page))];
}
