import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fullImage } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { type SimulatedModem, startSimulatedModem } from '../rig/simulatedModem';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { READ_VERSION, STATUS_ITEM } from './extensionNames';

const MODEM = ['--state', '2', '--build', '39529', '--no-pauses', '--apply-ms', '4000', '--imei'];
const FOLDER = 'firmware';

describe('two boards, upgraded at the same time from a folder', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;
  let second: SimulatedModem;

  const row = (number: number): Locator => workbench.webview.locator(`tr[data-board="${number}"]`);
  /** A board is known after it was read. */
  const read = async (port: string): Promise<void> => {
    await workbench.runCommand('Choose port of the board');
    await workbench.pick('Type another port…');
    await workbench.answer('The port’s name in your operating system', port);
    await workbench.runCommand(READ_VERSION);
    await expect.poll(() => status.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('39529');
  };

  beforeAll(async () => {
    second = await startSimulatedModem([...MODEM, '354346099228572']);
    session = await openWorkbenchSession({
      modem: [...MODEM, '354346099228571'],
      prepare: (folder) => {
        mkdirSync(join(folder, FOLDER));
        writeFileSync(join(folder, FOLDER, 'CATM1-41065.dup'), fullImage({ build: '41065', size: 200_000 }));
      },
    });
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(async () => {
    await session.stop();
    await second.stop();
  });

  test('have their known boards ticked, and are named in the question', async () => {
    await read(second.port);
    await read(session.modem.port);
    await workbench.chooseFromContextMenu(FOLDER, 'Upgrade several boards…');
    const rows = workbench.quickInput.locator('.monaco-list-row');
    for (const port of [session.modem.port, second.port]) {
      const line = rows.filter({ hasText: port });
      await line.waitFor({ timeout: STAGE_TIMEOUT_MS });
      expect(await line.getByRole('checkbox').isChecked()).toBe(true);
    }
    await workbench.screenshot('several-choose');
    await workbench.page.keyboard.press('Enter');
    const question = await workbench.dialog.innerText();
    for (const port of [session.modem.port, second.port]) expect(question).toContain(port);
    await workbench.screenshot('several-question');
    await workbench.pressDialogButton('Upgrade');
  });

  test('have a row each, and are counted in the status bar', async () => {
    await workbench.isStage('several');
    await expect.poll(() => status.innerText()).toMatch(/2 boards|of 2/);
    for (const number of [1, 2])
      await expect.poll(() => row(number).innerText()).toMatch(/…857[12][^]*39529 → 41065/);
    const unfold = row(1).getByRole('button').first();
    await unfold.click();
    await expect.poll(() => unfold.getAttribute('aria-expanded')).toBe('true');
    await workbench.screenshot('several-running');
  });

  test('end as their rows say, with the version that each modem reports', async () => {
    for (const number of [1, 2])
      await expect.poll(() => row(number).innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('Upgraded');
    await workbench.screenshot('several-done');
    await workbench.runCommand(READ_VERSION);
    await expect.poll(() => status.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('LR5.1.1.0-41065');
  });
});
