import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MutePort, startMutePort } from '../rig/mutePort';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { READ_VERSION, STATUS_ITEM } from './extensionNames';

const CHOOSE = 'Choose port of the board';
const NONE_FOUND = 'No Pycom board found. Connect one, and it will appear here.';

// The window knows no port, and no board is connected to the computer.
describe('the port, chosen in the window', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'lte-upgrade-ports-'));
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;
  let mute: MutePort;
  const rows = (): Locator => workbench.quickInput.locator('.monaco-list-row');
  const typePort = async (port: string): Promise<void> => {
    await workbench.pick('Type another port…');
    await workbench.answer('The port’s name in your operating system', port);
  };

  beforeAll(async () => {
    mute = await startMutePort(scratch);
    session = await openWorkbenchSession({
      modem: ['--state', '2', '--build', '39529', '--no-pauses'],
      settings: { 'lteUpgrade.port': '' },
      prepare: () => undefined,
    });
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(async () => {
    await session.stop();
    await mute.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('is requested by a click on the status bar, and no port without a known board is preselected', async () => {
    await status.click();
    await expect
      .poll(() => workbench.quickInput.locator('input.input').getAttribute('placeholder'))
      .toBe(NONE_FOUND);
    expect(await rows().filter({ hasText: 'Board on the network…' }).count()).toBe(1);
    expect(await workbench.quickInput.locator('.monaco-list-row.focused').count()).toBe(0);
    await workbench.screenshot('choose-port');
    await workbench.page.keyboard.press('Enter');
    await expect.poll(() => workbench.quickInput.isVisible()).toBe(true);
    await workbench.page.keyboard.press('Escape');
  });

  it('can be cancelled in the status bar when it is wrong, and is not used again without a question', async () => {
    await workbench.runCommand(READ_VERSION);
    await typePort(mute.path);
    await expect.poll(() => status.locator('.codicon-sync').count()).toBe(1);
    await workbench.screenshot('reading-mute-port');
    await status.click();
    await expect.poll(() => status.locator('.codicon-sync').count(), { timeout: 5000 }).toBe(0);
    await workbench.runCommand(READ_VERSION);
    await expect.poll(() => rows().filter({ hasText: mute.path }).innerText()).toMatch(/typed before/);
  });

  it('can be changed by a command, which starts nothing else', async () => {
    await typePort(session.modem.port);
    await expect.poll(() => status.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('LR5.1.1.0-39529');
    await workbench.runCommand(CHOOSE);
    const board = rows().filter({ hasText: session.modem.port });
    await expect.poll(() => board.innerText()).toMatch(/used last[^]*LR5\.1\.1\.0-39529/);
    // Enter may select a port with a known board.
    expect(await workbench.quickInput.locator('.monaco-list-row.focused').innerText()).toContain(
      session.modem.port,
    );
    await workbench.screenshot('choose-port-known');
    await workbench.pick(mute.path);
    await expect
      .poll(() => workbench.notifications.allInnerTexts())
      .toContainEqual(expect.stringContaining('The extension now uses the port'));
    expect(await status.locator('.codicon-sync').count()).toBe(0);
  });

  it('can be removed from the list by its button if it was typed', async () => {
    await workbench.runCommand(CHOOSE);
    const line = rows().filter({ hasText: mute.path });
    await line.hover();
    await line.locator('.codicon-trash').click();
    await expect.poll(() => line.count()).toBe(0);
    expect(await rows().filter({ hasText: session.modem.port }).count()).toBe(1);
    await workbench.page.keyboard.press('Escape');
  });
});
