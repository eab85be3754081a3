import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { differentialImage, fullImage } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

const BOARD = ['--state', '2', '--build', '39529', '--time-scale', '30', '--sd', 'present', '--network'];
const IMAGE = 'CATM1-41065.dup';
const DIFFERENCE = 'upgdiff_41065-to-43818.dup';

// The first upgrade uses a card that is prepared here, and the second one needs no cable.
describe('methods without the modem’s own port, in the window', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;
  const sd = (): string => session.modem.sd ?? '';
  const notification = (text: string | RegExp): Locator => workbench.notifications.filter({ hasText: text });

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: BOARD,
      simulated: 'board',
      prepare: (folder) => {
        writeFileSync(join(folder, IMAGE), fullImage({ build: '41065', size: 200_000 }));
        const difference = { base: '41065', target: '43818', size: 60_000 };
        writeFileSync(join(folder, DIFFERENCE), differentialImage(difference));
      },
    });
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('formats the card in the board only after its content was shown and the word was typed', async () => {
    writeFileSync(join(sd(), 'photo.jpg'), 'not mine');
    const formatAndType = async (word: string): Promise<void> => {
      await workbench.runCommand('Format the SD card in the board');
      await workbench.answer('photo.jpg', word);
    };
    await formatAndType('yes');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    expect(readdirSync(sd())).toEqual(['photo.jpg']);
    await formatAndType('format');
    await expect.poll(() => readdirSync(sd()), { timeout: STAGE_TIMEOUT_MS }).toEqual([]);
    // VS Code shows three notifications per second at most.
    await workbench.runCommand('Notifications: Show Notifications');
    await notification('The card is empty now.').waitFor({ timeout: STAGE_TIMEOUT_MS });
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('copies nothing to a disk that this computer runs from', async () => {
    await workbench.chooseFromContextMenu(IMAGE, 'Prepare an SD card for the LTE modem');
    await workbench.chooseFolder(homedir(), 'Choose');
    await notification('is on a disk of this computer’s operating system').waitFor({
      timeout: STAGE_TIMEOUT_MS,
    });
    expect(readdirSync(homedir())).not.toContain(IMAGE);
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('rejects a folder that may be no card unless it is chosen twice, and continues with the files on it', async () => {
    // A folder in memory is not the disk that this computer runs from, and no card either.
    const card = mkdtempSync('/dev/shm/card-');
    onTestFinished(() => rmSync(card, { recursive: true }));
    const prepare = async (answer: string): Promise<void> => {
      await workbench.chooseFromContextMenu(IMAGE, 'Prepare an SD card for the LTE modem');
      await workbench.chooseFolder(card, 'Choose');
      await workbench.dialog.getByText(`${card} isn’t a FAT card; the board reads only FAT32.`).waitFor();
      await workbench.pressDialogButton(answer);
      await workbench.dialog.waitFor({ state: 'hidden' });
    };
    await prepare('Cancel');
    expect(readdirSync(card)).toEqual([]);
    await prepare('Choose again…');
    expect(readdirSync(card)).toEqual([]);
    await workbench.chooseFolder(card, 'Choose');
    await workbench.runCommand('Notifications: Show Notifications');
    await notification(`The files are in ${card}, which may not be an SD card.`).waitFor({
      timeout: STAGE_TIMEOUT_MS,
    });
    expect(readdirSync(card)).toContain(IMAGE);
    await workbench.screenshot('card-copied');
    // The user moves the card into the board.
    cpSync(card, sd(), { recursive: true });
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('Show the LTE modem panel');
    await workbench.isStage('checked');
    await workbench.pressInPanel('upgradeThis');
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    expect(await workbench.panel('phases').innerText()).toMatch(
      /Copy CATM1-41065.dup to \/sd[^]*The board upgrades/,
    );
    await workbench.isStage('done');
    expect(await workbench.panel('to').innerText()).toContain('41065');
    await workbench.screenshot('card-done');
  });

  it('connects to a board in the network, and upgrades it without a cable', async () => {
    // A card would be faster, also in the network.
    await workbench.runCommand('Choose upgrade method');
    // The list stays open while the user looks at the panel.
    await workbench.panel('log').click();
    await workbench.screenshot('list-stays-open');
    await workbench.pick(/Wi-Fi/);
    const { host, search, username, password } = new URL(session.modem.telnet ?? '');
    await workbench.chooseFromContextMenu(DIFFERENCE, UPGRADE);
    await workbench.isStage('refused');
    await workbench.pressInPanel('choosePort');
    await workbench.pick('Board on the network…');
    await workbench.answer('Address of the board', host + search);
    await workbench.answer('User of the board', username);
    await workbench.answer('Password', password);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    await notification('Save this password').getByText('No', { exact: true }).click();
    await workbench.screenshot('wireless-running');
    expect(await workbench.panel('phases').innerText()).toMatch(
      /Copy upgdiff[^]*to \/flash[^]*The board upgrades/,
    );
    await workbench.isStage('done');
    await workbench.screenshot('wireless-done');
    expect(await workbench.panel('to').innerText()).toContain('43818');
    await expect.poll(() => status.innerText()).toContain('LR5.1.1.0-43818');
  });
});
