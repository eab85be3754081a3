import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFirmwareFile } from '../rig/firmwareFile';
import { countHand } from '../rig/handCounter';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

const MODEM = ['--state', '2', '--build', '39529', '--paced', '--no-pauses', '--apply-ms', '1000'];
/** About four seconds on the line. */
const IMAGE_BYTES = 300_000;

// In the order in which a newcomer meets them.
describe('the first steps in the window', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;

  const modemView = (): Locator => workbench.page.locator('.pane', { has: viewHeader() });
  const viewHeader = (): Locator => workbench.page.locator('.pane-header[aria-label*="LTE modem"]');

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: MODEM,
      prepare: (folder) => {
        const size = String(IMAGE_BYTES);
        makeFirmwareFile(join(folder, 'CATM1-41065.dup'), ['full', '--build', '41065', '--size', size]);
        makeFirmwareFile(join(folder, 'CATM1-43818.dup'), ['full', '--build', '43818', '--size', size]);
      },
    });
    workbench = session.workbench;
    await workbench.statusBarItem(STATUS_ITEM).waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('welcomes whoever has read no modem yet, with what can be done', async () => {
    await viewHeader().click();
    const buttons = modemView().locator('.welcome-view-content .monaco-button');
    await expect
      .poll(() => buttons.allInnerTexts())
      .toEqual([
        'Rehearse the upgrade (nothing is written to the modem)',
        'Read LTE modem version',
        'Upgrade LTE modem',
        'Check a modem firmware file',
      ]);
    await workbench.screenshot('welcome');
  });

  it('says that there is no report yet', async () => {
    await workbench.runCommand('Open the last LTE modem report');
    await expect
      .poll(() => workbench.notifications.allInnerTexts())
      .toContainEqual(expect.stringContaining('No upgrade has left a report yet.'));
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('shows the six steps of the walkthrough', async () => {
    await workbench.runCommand('Open the LTE modem walkthrough');
    const steps = workbench.page.locator('.getting-started-step .step-title');
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual([
        'See which version the modem has',
        'Choose a firmware file',
        'Choose the way it takes',
        'Rehearse the upgrade',
        'Upgrade',
        'See what the modem says afterwards',
      ]);
    await workbench.screenshot('walkthrough');
  });

  it('takes a newcomer from the welcome to the new version by three presses: what to do, which file, yes', async () => {
    const presses = await countHand(workbench.page);
    await modemView().locator('.monaco-button').filter({ hasText: UPGRADE }).click();
    await workbench.pick('CATM1-41065.dup');
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    expect(await presses()).toBe(3);
    await workbench.isStage('done');
    expect(await workbench.panel('after').innerText()).toContain('41065');
  });

  it('lists the modem in the view once it was read', async () => {
    const rows = modemView().locator('.monaco-list-row');
    await expect.poll(() => rows.first().innerText()).toContain('LR5.1.1.0-41065');
  });

  it('has ticked what was reached in the walkthrough', async () => {
    await workbench.runCommand('Open the LTE modem walkthrough');
    const ticks = workbench.page.locator('.getting-started-step [role="checkbox"][aria-checked="true"]');
    // All but the way, which was left to the extension, and the rehearsal, which this newcomer passed over.
    await expect.poll(() => ticks.count()).toBe(4);
  });

  it('upgrades by the keyboard alone: Enter agrees, Tab and Enter press what the panel offers', async () => {
    await workbench.chooseFromContextMenu('CATM1-43818.dup', UPGRADE);
    await workbench.dialog.waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.isStage('ready');
    await workbench.panel('headline').focus();
    await workbench.page.keyboard.press('Tab');
    await workbench.page.keyboard.press('Enter');
    await workbench.dialog.waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.isStage('done');
    expect(await workbench.panel('after').innerText()).toContain('43818');
  });

  it('opens the report that the upgrade left', async () => {
    await workbench.runCommand('Open the last LTE modem report');
    const table = workbench.webview.locator('table');
    await expect.poll(() => table.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('43818');
    expect(await table.innerText()).not.toContain('IMEI');
    await workbench.screenshot('report');
  });
});
