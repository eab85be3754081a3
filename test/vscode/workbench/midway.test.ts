import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullImage } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

/** One block in the middle is answered late, as where a real modem erases its flash. */
const FAULTS = JSON.stringify([{ when: { stp: 'block', nth: 8 }, what: { lateMs: 7_000 } }]);
/** It is long enough in its last step that the window is closed in it. */
const MODEM = [
  ...['--state', '2', '--build', '39529', '--paced', '--no-pauses', '--apply-ms', '60000'],
  ...['--faults', FAULTS],
];

describe('an upgrade that stands still, and a window that is closed in the middle of it', () => {
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

  it('carries the progress in a notification, which goes when the panel is back in view', async () => {
    const progress = workbench.notifications.filter({ hasText: /LTE modem: .*%/ });
    expect(await progress.count()).toBe(0);
    await workbench.runCommand('File: New Untitled Text File');
    await progress.waitFor();
    await workbench.runCommand('View: Close Editor');
    await progress.waitFor({ state: 'detached' });
  });

  it('is cancelled in the notification, which comes back and says why it goes on', async () => {
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

  it('brings the panel back after a reload, and offers how to go on', async () => {
    await workbench.page.reload();
    // The editor keeps its layout now and then: the file that was opened and closed may be back in front of the panel.
    await panelTab().click({ timeout: WORKBENCH_TIMEOUT_MS });
    await workbench.isStage('interrupted');
    const offer = workbench.notifications.filter({ hasText: 'Recovery options' });
    await offer.waitFor();
    await workbench.screenshot('reloaded');
    // The panel that is there comes to the front, and no second one is opened.
    await workbench.runCommand('Show the LTE modem panel');
    await workbench.isStage('interrupted');
    expect(await panelTab().count()).toBe(1);
    // One press goes on with it.
    const repeat = workbench.panel('actions').locator('[data-button="retry"]');
    expect(await repeat.innerText()).toBe('Repeat this upgrade');
    expect(await repeat.getAttribute('appearance')).toBe('primary');
    const next = workbench.panel('manual-tasks');
    await expect.poll(() => next.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('leave the power on');
    await expect.poll(() => status.innerText()).toContain('interrupted');
    await offer.getByText('Dismiss', { exact: true }).click();
    // The modem may still be installing: one press doesn't take its protection away.
    await workbench.answer('may still be installing an image', 'dismiss');
    await workbench.isStage('empty');
    await expect.poll(() => status.innerText()).not.toContain('interrupted');
  });
});
