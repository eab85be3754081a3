import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differentialImage, fullImage, updaterElf } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { READ_VERSION, STATUS_ITEM } from './extensionNames';

const FITS = 'CATM1-41065.dup';
const NEXT = 'CATM1-43818.dup';
const OTHER_BASE = 'upgdiff_33080-to-41065.dup';

// This window has notifications switched off.
describe('a firmware file', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;
  const open = async (file: string): Promise<void> => {
    await workbench.explorerRow(file).dblclick();
    await workbench.webview.locator('h1', { hasText: file }).waitFor({ timeout: STAGE_TIMEOUT_MS });
  };
  const text = (selector: string): Promise<string> => workbench.webview.locator(selector).innerText();
  const buttons = (): Promise<string[]> => workbench.webview.locator('#actions button').allInnerTexts();

  // This browser can’t drag a file from the system, so the test creates the drop event.
  const drop = async (target: Locator, ...names: readonly string[]): Promise<void> => {
    const list = names.map((name) => pathToFileURL(join(session.folder, name)).href).join('\r\n');
    // The code is a text, because the page’s types are not those of these tests.
    const dataTransfer = await target.evaluateHandle(`(() => {
      const given = new DataTransfer();
      given.setData('text/uri-list', ${JSON.stringify(list)});
      return given;
    })()`);
    for (const event of ['dragenter', 'dragover', 'drop'])
      await target.dispatchEvent(event, { dataTransfer });
  };
  const panelBody = (): Locator => workbench.webview.locator('body');

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: ['--state', '2', '--build', '39529', '--no-pauses', '--apply-ms', '1000'],
      settings: { 'lteUpgrade.notifications': 'never' },
      prepare: (folder) => {
        writeFileSync(join(folder, FITS), fullImage({ build: '41065', size: 300_000 }));
        writeFileSync(
          join(folder, OTHER_BASE),
          differentialImage({ base: '33080', target: '41065', size: 60_000 }),
        );
        writeFileSync(join(folder, NEXT), fullImage({ build: '43818', size: 200_000 }));
        writeFileSync(join(folder, 'notes.txt'), 'nothing');
        writeFileSync(join(folder, 'updater.elf'), updaterElf());
        writeFileSync(join(folder, 'damaged.dup'), Buffer.alloc(500));
      },
    });
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('shows its kind when opened, with its blocks, their offsets and checksums', async () => {
    await open(FITS);
    expect(await text('#rows')).toMatch(
      /Full image[^]*CAT-M1[^]*LR5\.1\.1\.0-41065[^]*300,000 bytes[^]*SHA-256/,
    );
    expect(await text('#blocks')).toMatch(/0x00000000[^]*0x[0-9a-f]{8}, right/);
    expect(await text('#fit')).toContain('No modem read in this window yet');
    await workbench.screenshot('firmware-editor');
  });

  it('shows if it fits as soon as a modem was read, and can be upgraded with', async () => {
    await workbench.runCommand(READ_VERSION);
    await expect
      .poll(() => text('#fit'), { timeout: STAGE_TIMEOUT_MS })
      .toMatch(/It fits the modem you read last: LR5\.1\.1\.0-39529/);
    expect(await buttons()).toContain('Upgrade with this file');
    await workbench.screenshot('firmware-editor-fits');
  });

  it('shows why it does not fit, and then offers no upgrade', async () => {
    await open(OTHER_BASE);
    expect(await text('#fit')).toContain('It doesn’t fit');
    expect(await text('main')).toMatch(/build 33080/);
    expect(await buttons()).toEqual(['Read again']);
    await workbench.screenshot('firmware-editor-misfit');
  });

  it('shows the damage of a damaged file, and the purpose of an updater', async () => {
    await open('damaged.dup');
    expect(await text('h1')).toBe('damaged.dup can’t be used');
    expect(await workbench.webview.locator('#actions').count()).toBe(0);
    await open('updater.elf');
    expect(await text('#fit')).toContain('Leave it next to the image');
    expect(await buttons()).toEqual([]);
  });

  it('starts the upgrade by its button', async () => {
    await open(FITS);
    await workbench.webview.locator('button[data-press=upgrade]').click();
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('done');
    await expect.poll(() => status.innerText()).toContain('LR5.1.1.0-41065');
  });

  it('is rejected when dropped onto the panel if it is no firmware', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Show the LTE modem panel');
    await workbench.isStage('done');
    await drop(panelBody(), 'notes.txt');
    await workbench.isStage('done');
  });

  it('is planned with when dropped onto the panel, with a question before anything is written', async () => {
    await drop(panelBody(), 'notes.txt', NEXT);
    await workbench.isStage('ready');
    expect(await workbench.dialog.innerText()).toContain('43818');
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('done');
    await expect.poll(() => status.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('LR5.1.1.0-43818');
    expect(await workbench.notifications.count()).toBe(0);
  });

  it('is checked against the board’s modem when dropped onto that board in the view', async () => {
    await workbench.showContainer('Pycom LTE Modem');
    // The explorer's rows may still be in the sidebar.
    const row = workbench.page.locator('.sidebar .pane-body .monaco-list-row', {
      hasText: 'LR5.1.1.0-43818',
    });
    await drop(row, OTHER_BASE);
    await workbench.isStage('refused');
    expect(await workbench.panel('lede').innerText()).toContain('33080');
  });
});
