import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blemishes } from '../../webview/blemishes';
import { DIFFERENCE, openBoardWindow } from '../rig/boardWindow';
import type { WorkbenchSession } from '../rig/session';
import { WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

// Small enough for the board's flash memory, so that no hand is needed.
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

  /** The order on the screen is each system's own. */
  const buttonsOfDialog = async (): Promise<string[]> =>
    (await workbench.dialog.locator('.monaco-button').allInnerTexts()).sort();

  beforeAll(async () => {
    session = await openBoardWindow('flash');
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('is the first thing that is offered where none was ready on this board', async () => {
    await workbench.chooseFromContextMenu(DIFFERENCE, UPGRADE);
    await workbench.dialog.getByText('You haven’t rehearsed an upgrade on this board yet.').waitFor();
    expect(await buttonsOfDialog()).toEqual(['Cancel', 'Rehearse first', 'Upgrade']);
    // What Enter takes.
    expect(await workbench.dialog.locator('.monaco-button:not(.secondary)').innerText()).toBe(
      'Rehearse first',
    );
    await workbench.screenshot('rehearsal-offered');
  });

  it('tries everything the upgrade needs, says what works, and leaves board and modem as they were', async () => {
    const before = flash();
    await workbench.pressDialogButton('Rehearse first');
    await workbench.isStage('rehearsed');
    expect(await workbench.panel('headline').innerText()).toBe('Ready for the upgrade');
    const checks = await workbench.panel('checks').innerText();
    expect(checks).toMatch(/Plan the upgrade[^]*Copy a test file to the board[^]*Copied at \d+ baud/);
    expect(await workbench.panel('checks').locator('li:not(.proven)').count()).toBe(0);
    expect(await workbench.panel('unproven').innerText()).toContain('The transfer itself');
    await workbench.screenshot('rehearsed');
    // In the frame alone a dark theme's texts seem to stand on white, which is the frame's own.
    await workbench.setTheme('highContrastLight');
    expect(await blemishes(await workbench.webviewFrame())).toEqual([]);
    await workbench.setTheme('dark');
    expect(flash()).toEqual(before);
    expect(await status.innerText()).toContain('LR5.1.1.0-39529');
  });

  it('leaves a report for everybody on the clipboard', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.pressInPanel('copyRehearsal');
    await workbench.page.getByText('The rehearsal report is on the clipboard.').waitFor();
    const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain('# LTE modem upgrade: rehearsal');
    expect(copied).toContain('"verdict": "ready"');
    expect(copied).not.toContain(session.modem.port);
    expect(copied).not.toMatch(/\b\d{15}\b/);
  });

  it('is gone on from to the upgrade, which does not offer it again', async () => {
    await workbench.pressInPanel('upgradeThis');
    await workbench.dialog.waitFor();
    expect(await buttonsOfDialog()).toEqual(['Cancel', 'Upgrade']);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('done');
    expect(await workbench.panel('to').innerText()).toContain('41065');
  });

  it('is also had from the palette, with the board alone', async () => {
    await workbench.runCommand('Rehearse the upgrade (nothing is written to the modem)');
    await workbench.isStage('rehearsed');
  });
});
