import type { Page } from 'playwright-core';

/** From now on counts what a person's hand does in the window: presses of a mouse button, and of Enter. */
export async function countHand(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`
    window.handPresses = 0;
    addEventListener('mousedown', () => window.handPresses++, true);
    addEventListener('keydown', ({ key }) => { if (key === 'Enter') window.handPresses++; }, true);
  `);
  return () => page.evaluate('window.handPresses');
}
