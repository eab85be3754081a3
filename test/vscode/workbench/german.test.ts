import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blemishes } from '../../webview/blemishes';
import { fullImage } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM } from './extensionNames';

const MODEM = ['--state', '2', '--build', '39529', '--paced', '--no-pauses', '--apply-ms', '3000'];
/** Half a minute on the line: time to press Cancel, on a slow computer too. */
const IMAGE_BYTES = 3_000_000;
/** The window’s size: at 200 % it has half as many pixels in each direction. */
const AT_200_PERCENT = { width: 640, height: 450 };

describe('a German window in high contrast, without a mouse', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  /** Starts from the headline, where the panel moves the focus when its element disappears. */
  const pressFirstButton = async (): Promise<void> => {
    await workbench.page.keyboard.press('Tab');
    await workbench.page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: MODEM,
      language: 'de',
      prepare: (folder) =>
        writeFileSync(join(folder, 'CATM1-41065.dup'), fullImage({ build: '41065', size: IMAGE_BYTES })),
    });
    workbench = session.workbench;
    await workbench.statusBarItem(STATUS_ITEM).waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
    await workbench.setTheme('highContrastLight');
  });

  afterAll(() => session.stop());

  it('has German texts from the menu to the last question', async () => {
    await workbench.chooseFromContextMenu('CATM1-41065.dup', 'LTE-Modem aktualisieren');
    await expect.poll(() => workbench.dialog.innerText()).toContain('Von: LR5.1.1.0-39529');
    await workbench.page.keyboard.press('Escape');
    await workbench.isStage('ready');
    expect(await workbench.panel('headline').innerText()).toBe('Bereit zum Upgrade');
    expect(await workbench.webview.locator('html').last().getAttribute('lang')).toBe('de');
    await workbench.screenshot('german');
  });

  it('has no accessibility problems, even at 200 %', async () => {
    expect(await blemishes(await workbench.webviewFrame())).toEqual([]);
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const { page } = workbench;
    const before = page.viewportSize();
    await page.setViewportSize(AT_200_PERCENT);
    expect(await blemishes(await workbench.webviewFrame())).toEqual([]);
    await workbench.screenshot('german-200');
    if (before !== null) await page.setViewportSize(before);
  });

  it('starts and cancels with the keyboard only', async () => {
    // The question appeared over the explorer, which has the focus again.
    await workbench.panel('headline').focus();
    // The first button is the rehearsal until one was successful on this board. The second starts the upgrade.
    await workbench.page.keyboard.press('Tab');
    await pressFirstButton();
    await workbench.dialog.waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.isStage('running');
    await expect
      .poll(() => workbench.panel('bytes').innerText(), { timeout: STAGE_TIMEOUT_MS })
      .toMatch(/^[1-9]/);
    await pressFirstButton();
    await workbench.isStage('done');
    expect(await workbench.panel('headline').innerText()).toBe('Das Upgrade wurde abgebrochen');
    await workbench.screenshot('german-cancelled');
  });
});
