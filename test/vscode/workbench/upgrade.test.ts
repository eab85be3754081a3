import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePackage } from '../../../scripts/package/makePackage';
import { stageExtension } from '../../../scripts/package/stage';
import { fullImage } from '../../fixtures/firmware';
import { countHand } from '../rig/handCounter';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { READ_VERSION, STATUS_ITEM, UPGRADE, UPGRADE_ENTRY } from './extensionNames';

/** The bytes take as long as on a real line. The modem’s own work is fast. */
const MODEM = ['--state', '2', '--build', '39529', '--paced', '--no-pauses', '--apply-ms', '3000'];
/** About seven seconds on the line. */
const IMAGE_BYTES = 600_000;
/** Half a minute on the line: time to press Cancel, on a slow computer too. */
const CANCELLED_BYTES = 3_000_000;

// All tests share one window and one modem, because opening a window is slow. The package is installed, because a
// missing file would not be noticed with an extension from the checkout.
describe('an upgrade in the window, from the package in a new profile', () => {
  let packed: string;
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;

  beforeAll(async () => {
    packed = await mkdtemp(join(tmpdir(), 'lte-upgrade-package-'));
    const [staged, vsix] = [join(packed, 'staged'), join(packed, 'extension.vsix')];
    await mkdir(staged);
    await stageExtension(staged);
    await makePackage(`${process.platform}-${process.arch}`, staged, vsix);
    session = await openWorkbenchSession({ modem: MODEM, vsix, prepare: firmwareFolder });
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(async () => {
    await session.stop();
    await rm(packed, { recursive: true, maxRetries: 5 });
  });

  it('is offered for .dup files in any letter case, archives and folders, and for nothing else', async () => {
    expect(await workbench.contextMenuOf('CATM1-41065.dup')).toContain(UPGRADE_ENTRY);
    expect(await workbench.contextMenuOf('CATM1-41065 (2).DUP')).toContain(UPGRADE_ENTRY);
    expect(await workbench.contextMenuOf('CATM1-41065.zip')).toContain(UPGRADE_ENTRY);
    expect(await workbench.contextMenuOf('archive')).toContain(UPGRADE_ENTRY);
    const others = await workbench.contextMenuOf('three.txt');
    expect(others).not.toContain(UPGRADE_ENTRY);
    expect(others).toContain('Rename...');
  });

  it('is in the command palette', async () => {
    const rows = await workbench.findCommands(UPGRADE);
    await expect.poll(() => rows.first().innerText()).toContain(UPGRADE);
    await workbench.page.keyboard.press('Escape');
  });

  it('shows the read version in the status bar', async () => {
    await workbench.runCommand(READ_VERSION);
    await expect.poll(() => status.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('LR5.1.1.0-39529');
  });

  it('rejects a damaged file before the modem is read', async () => {
    await workbench.chooseFromContextMenu('damaged.dup', UPGRADE);
    await workbench.isStage('refused');
    expect(await workbench.panel('lede').innerText()).not.toBe('');
    expect(await workbench.panel('remedy').innerText()).not.toBe('');
    await workbench.screenshot('refused');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await expect.poll(() => workbench.notifications.count()).toBe(0);
  });

  it('asks before the start with both versions and the method, and accepts no', async () => {
    await workbench.chooseFromContextMenu('CATM1-41065.dup', UPGRADE);
    await expect
      .poll(() => workbench.dialog.innerText())
      .toMatch(/Before you start:[^]*power[^]*39529[^]*41065[^]*serial port/i);
    await workbench.pressDialogButton('Cancel');
    await workbench.isStage('ready');
    expect(await workbench.panel('phases').locator('li').count()).toBeGreaterThan(2);
  });

  it('upgrades to 100 % with three presses from the context menu, and shows the new version', async () => {
    const presses = await countHand(workbench.page);
    await workbench.chooseFromContextMenu('CATM1-41065 (2).DUP', UPGRADE);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    expect(await presses()).toBe(3);
    await expect.poll(() => status.innerText(), { timeout: STAGE_TIMEOUT_MS }).toMatch(/LTE \d+ %/);
    await expect
      .poll(() => workbench.panel('bytes').innerText(), { timeout: STAGE_TIMEOUT_MS })
      .toMatch(/^[1-9]/);
    await workbench.screenshot('running');
    await workbench.isStage('done');
    await expect.poll(() => workbench.panel('versions').getAttribute('class')).toContain('reached');
    // A finished upgrade has no bar and no plot.
    expect(await workbench.panel('running').isVisible()).toBe(false);
    expect(await workbench.panel('from').innerText()).toContain('39529');
    expect(await workbench.panel('to').innerText()).toContain('41065');
    await expect.poll(() => status.innerText()).toContain('LR5.1.1.0-41065');
  });

  it.each([
    ['light', 'vscode-light'],
    ['highContrast', 'vscode-high-contrast'],
    ['dark', 'vscode-dark'],
  ] as const)('follows the window into the %s theme', async (theme, bodyClass) => {
    await workbench.setTheme(theme);
    await workbench.webview.locator(`body.${bodyClass}`).waitFor();
    await workbench.screenshot(`done-${theme}`);
  });

  it('can be stopped, and then reports the modem’s state', async () => {
    await workbench.chooseFromContextMenu('CATM1-43818.dup', UPGRADE);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    await expect
      .poll(() => workbench.panel('bytes').innerText(), { timeout: STAGE_TIMEOUT_MS })
      .toMatch(/^[1-9]/);
    await workbench.pressInPanel('cancel');
    await workbench.isStage('done');
    expect(await workbench.panel('headline').innerText()).toMatch(/cancelled/i);
    expect(await workbench.panel('condition').innerText()).not.toBe('');
    await expect.poll(() => status.innerText()).toContain('LR5.1.1.0-41065');
    await workbench.screenshot('cancelled');
  });
});

function firmwareFolder(folder: string): void {
  const full = fullImage({ build: '41065', size: IMAGE_BYTES });
  writeFileSync(join(folder, 'CATM1-41065.dup'), full);
  writeFileSync(join(folder, 'CATM1-41065 (2).DUP'), full);
  writeFileSync(join(folder, 'CATM1-43818.dup'), fullImage({ build: '43818', size: CANCELLED_BYTES }));
  mkdirSync(join(folder, 'archive'));
  writeFileSync(join(folder, 'CATM1-41065.zip'), '');
  writeFileSync(join(folder, 'three.txt'), 'not a firmware file');
  writeFileSync(join(folder, 'damaged.dup'), Buffer.alloc(500));
}
