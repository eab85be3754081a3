import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIFFERENCE, openBoardWindow } from '../rig/boardWindow';
import type { WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

// The upgrade goes over the board’s port with MIRROR mode, which only a power cycle ends.
describe('over UART, where the user has to help', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;

  beforeAll(async () => {
    session = await openBoardWindow('uart');
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('a rehearsal announces that the board will be unplugged, and asks for it at the end', async () => {
    await workbench.runCommand('Rehearse the upgrade (nothing is written to the modem)');
    await workbench.dialog.getByText('you’ll be asked to unplug the board').waitFor();
    await workbench.pressDialogButton('Rehearse');
    await workbench.isStage('rehearsing');
    await expect
      .poll(() => workbench.panel('headline').innerText(), { timeout: 60_000 })
      .toBe('Unplug the board now');
    expect(await workbench.panel('lede').innerText()).toContain('The rehearsal continues automatically');
    await workbench.screenshot('rehearsal-unplug');
  });

  it('a rehearsal is ready once the board has come back, and shows the measured values', async () => {
    await session.modem.order('power-cycle');
    await workbench.isStage('rehearsed');
    expect(await workbench.panel('headline').innerText()).toBe('Ready for the upgrade');
    const checks = await workbench.panel('checks').innerText();
    expect(checks).toMatch(/Switch the board to MIRROR mode[^]*Largest burst without a loss/);
    expect(await workbench.panel('checks').locator('li:not(.proven)').count()).toBe(0);
    await workbench.screenshot('rehearsed-uart');
  });

  it('an upgrade runs until it needs the user, and then asks', async () => {
    await workbench.chooseFromContextMenu(DIFFERENCE, UPGRADE);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    await expect
      .poll(() => workbench.panel('headline').innerText(), { timeout: 2 * STAGE_TIMEOUT_MS })
      .toBe('Unplug the board now');
    expect(await workbench.panel('countdown-text').innerText()).toMatch(/left, until \d\d:\d\d$/);
    // Everything that contradicts the request is hidden.
    expect(await workbench.panel('running').isVisible()).toBe(false);
    expect(await workbench.panel('top').innerText()).not.toContain('Keep the board powered');
    await workbench.screenshot('power-cycle');
  });

  it('the request is also shown outside the panel, where it can’t be cancelled by accident', async () => {
    expect(await status.innerText()).toContain('Unplug the board now');
    await workbench.runCommand('File: New Untitled Text File');
    const request = workbench.notifications.filter({ hasText: 'Unplug the board now' });
    await request.waitFor();
    expect(await request.getByText('Cancel', { exact: true }).count()).toBe(0);
    await workbench.screenshot('power-cycle-notification');
    await request.getByText('Show what to do').click();
    await workbench.panel('countdown-text').waitFor();
    await request.waitFor({ state: 'detached' });
  });

  it('a modem that stays silent after the power cycle is in an unknown state, with advice', async () => {
    await session.modem.order('power-cycle', 'modem-off');
    await workbench.isStage('done');
    await expect
      .poll(() => workbench.panel('condition').innerText(), { timeout: STAGE_TIMEOUT_MS })
      .toContain('Its state is unknown');
    expect(await workbench.panel('lede').innerText()).toBe(
      'The modem doesn’t answer after the upgrade. It should run 41065.',
    );
    expect(await status.innerText()).toContain('LTE upgrade failed');
    await workbench.screenshot('unknown-state');
  });
});
