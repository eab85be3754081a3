import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differentialImage, fullImage } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { READ_VERSION, STATUS_ITEM, UPGRADE } from './extensionNames';

const BOARD = ['--state', '2', '--build', '39529', '--time-scale', '30'];
const DIFFERENCE = differentialImage({ base: '39529', target: '41065', size: 60_000 });
const OTHER_BASE = differentialImage({ base: '38638', target: '41065', size: 60_000 });
const BACKWARDS = differentialImage({ base: '39529', target: '38638', size: 60_000 });
/** A file for an unknown build. */
const UNKNOWN = differentialImage({ base: '39529', target: '41999', size: 60_000 });
const ARCHIVE_PASSWORD = 'MembersOnly';
const archive = await zip([['upgdiff_39529-to-41065.dup', DIFFERENCE]], { password: ARCHIVE_PASSWORD });

// The board is at its REPL, and the file goes to /flash.
describe('a board in the window', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: BOARD,
      simulated: 'board',
      settings: { 'lteUpgrade.method': 'flash', 'lteUpgrade.cleanUp': true },
      prepare: (folder) => {
        mkdirSync(join(folder, 'other'));
        mkdirSync(join(folder, 'older'));
        writeFileSync(join(folder, 'older', 'upgdiff_39529-to-38638.dup'), BACKWARDS);
        writeFileSync(join(folder, 'upgdiff_39529-to-38638.dup'), BACKWARDS);
        writeFileSync(join(folder, 'upgdiff_39529-to-41999.dup'), UNKNOWN);
        writeFileSync(join(folder, 'upgdiff_39529-to-41065.dup'), DIFFERENCE);
        writeFileSync(join(folder, 'other', 'upgdiff_38638-to-41065.dup'), OTHER_BASE);
        writeFileSync(join(folder, 'CATM1-41065.dup'), fullImage({ build: '41065', size: 200_000 }));
        writeFileSync(join(folder, 'CATM1-41065.zip'), archive);
      },
    });
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('is read over its REPL', async () => {
    await workbench.runCommand(READ_VERSION);
    await expect.poll(() => status.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('LR5.1.1.0-39529');
  });

  it('rejects a full image for /flash, and shows the files beside it and what is allowed', async () => {
    await workbench.chooseFromContextMenu('CATM1-41065.dup', UPGRADE);
    await workbench.isStage('refused');
    expect(await workbench.panel('remedy').innerText()).toContain('You have upgdiff_39529-to-41065.dup here');
    await workbench.screenshot('refused-with-alternative');
  });

  it('rejects a folder whose only file is for another base build', async () => {
    await workbench.chooseFromContextMenu('other', UPGRADE);
    await workbench.isStage('refused');
    await expect.poll(() => workbench.panel('lede').innerText()).toContain('38638');
    await workbench.screenshot('folder-refused');
  });

  it('shows nothing to do for a folder with older builds only', async () => {
    await workbench.chooseFromContextMenu('older', UPGRADE);
    await workbench.isStage('upToDate');
    expect(await workbench.panel('lede').innerText()).toContain('There’s nothing to do.');
    expect(await workbench.panel('actions').locator('[data-button="start"]').isVisible()).toBe(false);
    await workbench.screenshot('nothing-to-do');
  });

  it('shows the target of a file, with each risk to confirm', async () => {
    await workbench.chooseFromContextMenu('upgdiff_39529-to-38638.dup', UPGRADE);
    await workbench.isStage('ready');
    expect(await workbench.panel('phases').innerText()).toContain('upgdiff_39529-to-38638.dup');
    const start = workbench.panel('actions').locator('[data-button="start"]');
    const risk = workbench.panel('warning-list').locator('[data-rule="downgrade"]');
    expect(await risk.innerText()).toMatch(/38638 is older than 39529/);
    expect(await start.getAttribute('disabled')).not.toBeNull();
    await workbench.screenshot('warning-planned');
    await risk.click();
    await expect.poll(() => start.getAttribute('disabled')).toBeNull();
    await start.click();
    await expect.poll(() => workbench.dialog.innerText()).toContain('38638');
    await workbench.pressDialogButton('Cancel');
    await workbench.isStage('ready');
  });

  it('starts a dangerous upgrade only after its name was typed', async () => {
    await workbench.chooseFromContextMenu('upgdiff_39529-to-41999.dup', UPGRADE);
    await workbench.isStage('ready');
    const start = workbench.panel('actions').locator('[data-button="start"]');
    const field = workbench.panel('warning-list').locator('input[data-rule="unknown-build"]');
    await field.press('Enter');
    await field.fill('yes');
    expect(await start.getAttribute('disabled')).not.toBeNull();
    await workbench.screenshot('danger-planned');
    await field.fill('unknown-build');
    await expect.poll(() => start.getAttribute('disabled')).toBeNull();
    await start.click();
    await expect.poll(() => workbench.dialog.innerText()).toContain('41999');
    await workbench.pressDialogButton('Cancel');
    await workbench.isStage('ready');
  });

  it('accepts an archive with a password, and upgrades the board from it', async () => {
    await workbench.chooseFromContextMenu('CATM1-41065.zip', UPGRADE);
    const question = workbench.page.locator('.quick-input-widget input.input');
    await question.waitFor();
    await question.fill(ARCHIVE_PASSWORD);
    await question.press('Enter');
    // The question about saving the password does not block the upgrade.
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    await workbench.page.locator('.notification-list-item').getByText('Save', { exact: true }).click();
    await workbench.isStage('done');
    const removal = workbench.panel('phases').locator('.step', { hasText: 'Delete the copied files' });
    expect(await removal.getAttribute('class')).toContain('done');
    expect(await workbench.panel('to').innerText()).toContain('41065');
    expect(await status.innerText()).toContain('LR5.1.1.0-41065');
    await workbench.screenshot('board-done');
  });
});
