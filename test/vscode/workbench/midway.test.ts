import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullImage } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

/** One block in the middle gets a late answer, like when a real modem erases its flash. */
const FAULTS = JSON.stringify([{ when: { stp: 'block', nth: 8 }, what: { lateMs: 7_000 } }]);
/** The last step is long enough for the window to be closed during it. */
const MODEM = [
  ...['--state', '2', '--build', '39529', '--paced', '--no-pauses', '--apply-ms', '60000'],
  ...['--faults', FAULTS],
];

describe('a paused upgrade, and a window that is closed during it', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;

  const panelTab = (): Locator => workbench.page.locator('.tabs-container .tab', { hasText: 'LTE modem' });

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: MODEM,
      prepare: (folder) =>
        writeFileSync(join(folder, 'CATM1-41065.dup'), fullImage({ build: '41065', size: 100_000 })),
    });
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('says that silence is normal, and until when', async () => {
    await workbench.chooseFromContextMenu('CATM1-41065.dup', UPGRADE);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    await expect
      .poll(() => workbench.panel('running').innerText(), { timeout: STAGE_TIMEOUT_MS })
      .toMatch(/^Send CATM1-41065\.dup[^]*No output until \d\d:\d\d is normal\./);
    expect(await workbench.panel('step-time').innerText()).toMatch(/^\d:\d\d of about /);
    await workbench.screenshot('stalled');
  });

  it('shows the progress in a notification, which closes when the panel is visible again', async () => {
    const progress = workbench.notifications.filter({ hasText: /LTE modem: .*%/ });
    expect(await progress.count()).toBe(0);
    await workbench.runCommand('File: New Untitled Text File');
    await progress.waitFor();
    await workbench.runCommand('View: Close Editor');
    await progress.waitFor({ state: 'detached' });
  });

  it('can be cancelled in the notification, which comes back and says why the upgrade continues', async () => {
    await expect
      .poll(() => workbench.panel('phase').innerText(), { timeout: STAGE_TIMEOUT_MS })
      .toContain('Modem installs the firmware');
    await workbench.runCommand('File: New Untitled Text File');
    const progress = workbench.notifications.filter({ hasText: 'LTE modem: ' });
    await progress.getByText('Cancel', { exact: true }).click();
    await expect.poll(() => progress.innerText()).not.toMatch(/%|Cancel\b/);
    await workbench.screenshot('cancelling-notification');
    await workbench.runCommand('View: Close Editor');
    await progress.waitFor({ state: 'detached' });
    await expect.poll(() => workbench.panel('cancelling').innerText()).not.toBe('');
  });

  it('restores the panel after a reload, and offers to continue', async () => {
    await workbench.page.reload();
    // The editor sometimes restores its layout, so the closed file may be in front of the panel again.
    await panelTab().click({ timeout: WORKBENCH_TIMEOUT_MS });
    await workbench.isStage('interrupted');
    const offer = workbench.notifications.filter({ hasText: 'Recovery options' });
    await offer.waitFor();
    await workbench.screenshot('reloaded');
    // The panel that is there comes to the front, and no second one is opened.
    await workbench.runCommand('Show the LTE modem panel');
    await workbench.isStage('interrupted');
    expect(await panelTab().count()).toBe(1);
    // One press continues the upgrade.
    const repeat = workbench.panel('actions').locator('[data-button="retry"]');
    expect(await repeat.innerText()).toBe('Repeat this upgrade');
    expect(await repeat.getAttribute('appearance')).toBe('primary');
    const next = workbench.panel('manual-tasks');
    await expect.poll(() => next.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('leave the power on');
    await expect.poll(() => status.innerText()).toContain('interrupted');
    await offer.getByText('Dismiss', { exact: true }).click();
    // The modem may still be installing, so a single press does not remove its protection.
    await workbench.answer('may still be installing an image', 'dismiss');
    await workbench.isStage('empty');
    await expect.poll(() => status.innerText()).not.toContain('interrupted');
  });
});
