import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from '../../../scripts/systemPackages';

/** A headless browser: the window of the stand-in. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    // Chromium's sandbox does not start for root, which is who runs in most containers.
    chromiumSandbox: process.getuid?.() !== 0 && process.env['CI'] === undefined,
    args: [
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
}
