import type { Page } from 'playwright-core';

/** Counts the user’s presses of a mouse button and of Enter in the window, from now on. */
export async function countHand(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`
    window.handPresses = 0;
    addEventListener('mousedown', () => window.handPresses++, true);
    addEventListener('keydown', ({ key }) => { if (key === 'Enter') window.handPresses++; }, true);
  `);
  return () => page.evaluate('window.handPresses');
}
