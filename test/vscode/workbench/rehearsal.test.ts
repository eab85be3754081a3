import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blemishes } from '../../webview/blemishes';
import { DIFFERENCE, openBoardWindow } from '../rig/boardWindow';
import type { WorkbenchSession } from '../rig/session';
import { WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

// The file fits into the board’s flash memory, so the user does not have to help.
describe('a rehearsal in the window', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;
  const flash = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(session.modem.flash ?? '', { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name)).toString('base64')]),
    );

  /** The order of buttons depends on the system. */
  const buttonsOfDialog = async (): Promise<string[]> =>
    (await workbench.dialog.locator('.monaco-button').allInnerTexts()).sort();

  beforeAll(async () => {
    session = await openBoardWindow('flash');
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('is offered first if none was successful on this board', async () => {
    await workbench.chooseFromContextMenu(DIFFERENCE, UPGRADE);
    await workbench.dialog.getByText('You haven’t rehearsed an upgrade on this board yet.').waitFor();
    expect(await buttonsOfDialog()).toEqual(['Cancel', 'Rehearse first', 'Upgrade']);
    // The button that Enter presses.
    expect(await workbench.dialog.locator('.monaco-button:not(.secondary)').innerText()).toBe(
      'Rehearse first',
    );
    await workbench.screenshot('rehearsal-offered');
  });

  it('checks everything that the upgrade needs, shows the results, and leaves board and modem unchanged', async () => {
    const before = flash();
    await workbench.pressDialogButton('Rehearse first');
    await workbench.isStage('rehearsed');
    expect(await workbench.panel('headline').innerText()).toBe('Ready for the upgrade');
    const checks = await workbench.panel('checks').innerText();
    expect(checks).toMatch(/Plan the upgrade[^]*Copy a test file to the board[^]*Copied at \d+ baud/);
    expect(await workbench.panel('checks').locator('li:not(.proven)').count()).toBe(0);
    expect(await workbench.panel('unproven').innerText()).toContain('The transfer itself');
    await workbench.screenshot('rehearsed');
    // Without the surrounding page, the frame’s white background seems to be behind a dark theme’s texts.
    await workbench.setTheme('highContrastLight');
    expect(await blemishes(await workbench.webviewFrame())).toEqual([]);
    await workbench.setTheme('dark');
    expect(flash()).toEqual(before);
    expect(await status.innerText()).toContain('LR5.1.1.0-39529');
  });

  it('copies a shareable report to the clipboard', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.pressInPanel('copyRehearsal');
    await workbench.page.getByText('The rehearsal report is on the clipboard.').waitFor();
    const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain('# LTE modem upgrade: rehearsal');
    expect(copied).toContain('"verdict": "ready"');
    expect(copied).not.toContain(session.modem.port);
    expect(copied).not.toMatch(/\b\d{15}\b/);
  });

  it('continues to the upgrade, which does not offer a rehearsal again', async () => {
    await workbench.pressInPanel('upgradeThis');
    await workbench.dialog.waitFor();
    expect(await buttonsOfDialog()).toEqual(['Cancel', 'Upgrade']);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('done');
    expect(await workbench.panel('to').innerText()).toContain('41065');
  });

  it('can be started from the palette, for the board alone', async () => {
    await workbench.runCommand('Rehearse the upgrade (nothing is written to the modem)');
    await workbench.isStage('rehearsed');
  });
});
