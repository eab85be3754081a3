import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullImage } from '../../fixtures/firmware';
import { countHand } from '../rig/handCounter';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

const MODEM = ['--state', '2', '--build', '39529', '--paced', '--no-pauses', '--apply-ms', '1000'];
/** About four seconds on the line. */
const IMAGE_BYTES = 300_000;

// The tests are in the order of a new user’s steps.
describe('the first steps in the window', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;

  const modemView = (): Locator => workbench.page.locator('.sidebar .pane-body').first();

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: MODEM,
      prepare: (folder) => {
        for (const build of ['41065', '43818'])
          writeFileSync(join(folder, `CATM1-${build}.dup`), fullImage({ build, size: IMAGE_BYTES }));
      },
    });
    workbench = session.workbench;
    await workbench.statusBarItem(STATUS_ITEM).waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('welcomes a user who has read no modem yet with the possible actions', async () => {
    await workbench.showContainer('Pycom LTE Modem');
    const buttons = modemView().locator('.welcome-view-content .monaco-button');
    await expect
      .poll(() => buttons.allInnerTexts())
      .toEqual([
        'Read LTE modem version',
        'Upgrade LTE modem',
        'Rehearse the upgrade (nothing is written to the modem)',
        'Check a modem firmware file',
      ]);
    const text = await modemView().locator('.welcome-view-content').innerText();
    expect(text).toContain('More than one board? Upgrade several boards…');
    // A new user must see these without scrolling or dragging.
    const view = await modemView().boundingBox();
    for (const button of await buttons.all()) {
      const box = await button.boundingBox();
      expect(box && view && box.y + box.height <= view.y + view.height && box.width > 100).toBe(true);
    }
    await workbench.screenshot('welcome');
  });

  it.each(['pycom', 'gpy', 'fipy', 'flash'])('can be found in the palette by the word %s', async (word) => {
    const rows = await workbench.findCommands(word);
    await expect.poll(() => rows.allInnerTexts()).toContainEqual(expect.stringContaining(UPGRADE));
    await workbench.page.keyboard.press('Escape');
  });

  it('reports that there is no report yet', async () => {
    await workbench.runCommand('Open the last LTE modem report');
    await expect
      .poll(() => workbench.notifications.allInnerTexts())
      .toContainEqual(expect.stringContaining('There is no upgrade report yet.'));
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('shows the six steps of the walkthrough', async () => {
    await workbench.runCommand('Open the LTE modem walkthrough');
    const steps = workbench.page.locator('.getting-started-step .step-title');
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual([
        'See which version the modem runs',
        'Choose a firmware file',
        'Choose the method',
        'Rehearse the upgrade',
        'Upgrade',
        'Check the new version',
      ]);
    await workbench.screenshot('walkthrough');
  });

  it('has settings whose names read as titles', async () => {
    await workbench.runCommand('Preferences: Open Settings (UI)');
    const settings = workbench.page.locator('.settings-editor');
    await settings.locator('.suggest-input-container .monaco-editor').click();
    await workbench.page.keyboard.type('@ext:lte-upgrade.pycom-lte-upgrade');
    const labels = (): Promise<string[]> => settings.locator('.setting-item-label').allInnerTexts();
    await expect.poll(labels, { timeout: STAGE_TIMEOUT_MS }).toEqual(['Notifications']);
    // What depends on the computer is on a page of its own where VS Code's window and the ports are not on one computer.
    await settings.locator('.settings-tabs-widget .action-label', { hasText: 'Remote' }).click();
    await expect
      .poll(labels, { timeout: STAGE_TIMEOUT_MS })
      .toEqual([
        'Port',
        'Method',
        'Fast Upload',
        'Clean Up',
        'Notifications',
        'Report IMEI',
        'Record Transcript',
      ]);
    await workbench.screenshot('settings');
    await workbench.runCommand('View: Close Editor');
  });

  it('leads from the welcome to the new version with three presses: action, file, yes', async () => {
    const presses = await countHand(workbench.page);
    await modemView().locator('.monaco-button').filter({ hasText: UPGRADE }).click();
    await workbench.pick('CATM1-41065.dup');
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    expect(await presses()).toBe(3);
    await workbench.isStage('done');
    expect(await workbench.panel('to').innerText()).toContain('41065');
  });

  it('lists the modem in the view after it was read', async () => {
    const rows = modemView().locator('.monaco-list-row');
    await expect.poll(() => rows.first().innerText()).toContain('LR5.1.1.0-41065');
  });

  it('names a board, and copies its version', async () => {
    const { page } = workbench;
    const menu = page.locator('.monaco-menu .action-item .action-label');
    const choose = async (label: string): Promise<void> => {
      await modemView().locator('.monaco-list-row').first().click({ button: 'right' });
      await menu.filter({ hasText: label }).first().hover();
      await page.keyboard.press('Enter');
    };
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await choose('Copy modem version');
    await expect.poll(() => page.evaluate<string>('navigator.clipboard.readText()')).toBe('LR5.1.1.0-41065');
    await choose('Name this board');
    await workbench.answer('Name of the board', 'Greenhouse');
    await expect
      .poll(() => modemView().locator('.monaco-list-row').first().innerText())
      .toMatch(/Greenhouse[^]*LR5\.1\.1\.0-41065/);
    await workbench.screenshot('boards');
  });

  it('has ticked the finished steps in the walkthrough', async () => {
    await workbench.runCommand('Open the LTE modem walkthrough');
    const ticks = workbench.page.locator('.getting-started-step [role="checkbox"][aria-checked="true"]');
    // All steps except the method, which the extension chose, and the rehearsal, which this user skipped.
    await expect.poll(() => ticks.count()).toBe(4);
  });

  it('can upgrade with the keyboard only: Enter confirms, Tab and Enter press the panel’s buttons', async () => {
    await workbench.showExplorer();
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
    expect(await workbench.panel('to').innerText()).toContain('43818');
  });

  it('opens the report of the upgrade', async () => {
    await workbench.runCommand('Open the last LTE modem report');
    const table = workbench.webview.locator('table');
    await expect.poll(() => table.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('43818');
    expect(await table.innerText()).not.toContain('IMEI');
    await workbench.screenshot('report');
  });
});
