import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reduce } from '../../src/ui/panel/panelReducer';
import { NOON } from '../unit/ui/samples';
import { launchBrowser } from '../vscode/rig/browser';
import { openPanelPage, type PanelPage } from './panelPage';
import { inStage, sample } from './sampleStates';

let browser: Browser;
let panel: PanelPage;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  panel = await openPanelPage(browser, { theme: 'dark', width: 820 });
});
afterEach(async () => {
  expect(panel.complaints).toEqual([]);
  await panel.page.close();
});

const row = (number: number): Locator => panel.page.locator(`tr[data-board="${number}"]`);

describe('the table of several boards', () => {
  it('has a row per board, with headings for columns and rows', async () => {
    await panel.show(sample('several'));
    const table = panel.page.getByRole('table', { name: 'Boards' });
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
      'Board',
      'IMEI',
      'Firmware',
      'Progress',
      'Result',
    ]);
    for (const heading of await table.locator('thead th').all())
      expect(await heading.getAttribute('scope')).toBe('col');
    expect(await table.getByRole('rowheader').count()).toBe(7);
    expect(await row(1).locator('th').getAttribute('scope')).toBe('row');
    const text = await row(1).innerText();
    for (const part of ['GPy', '/dev/ttyACM0', '…8571', '39529 → 41065', 'Send CATM1-41065.dup', 'left'])
      expect(text).toContain(part);
    expect(await row(4).innerText()).toContain('Upgraded');
    expect(await row(5).innerText()).toContain('use Recovery options');
  });

  it('shows above everything else which boards to unplug, and since when', async () => {
    await panel.show(sample('severalBesideRunning'));
    const requests = panel.page.locator('#several-requests');
    expect(await requests.innerText()).toMatch(
      /Unplug the board[^]*FiPy …8572[^]*for 1:[345]\d now[^]*GPy …8577/,
    );
    const [above, below] = await Promise.all([
      requests.boundingBox(),
      panel.page.locator('#running').boundingBox(),
    ]);
    expect(above?.y).toBeLessThan(below?.y ?? 0);
  });

  it('keeps a board’s row and the focus in it while other boards come and go', async () => {
    await panel.show(sample('several'));
    await row(3).locator('.alone').focus();
    await panel.show(sample('severalOver'));
    expect(await panel.page.evaluate('document.activeElement.className')).toBe('alone');
    expect(await panel.page.evaluate("document.activeElement.closest('tr').dataset.board")).toBe('3');
    await panel.show(sample('severalWell'));
    expect(await panel.page.locator('tr.board').count()).toBe(1);
    expect(await panel.page.evaluate('document.activeElement.id')).toBe('headline');
  });

  it('is in the order of the boards, whatever was shown before', async () => {
    await panel.show(sample('severalWell'));
    await panel.show(sample('several'));
    const numbers = await panel.page.evaluate(
      "[...document.querySelectorAll('tr.board')].map((tr) => tr.dataset.board)",
    );
    expect(numbers).toEqual(sample('several').several?.rows.map(({ board }) => String(board.number)));
  });

  it('continues to count without new messages', async () => {
    await panel.page.clock.install({ time: NOON });
    await panel.reload();
    await panel.page.clock.pauseAt(NOON + 60_000);
    await panel.show(sample('several'));
    const left = row(1).locator('.left');
    expect(await left.innerText()).toBe('1:55 left');
    await panel.page.clock.runFor(10_000);
    expect(await left.innerText()).toBe('1:45 left');
    expect(await row(2).locator('.since').innerText()).toBe('for 1:30 now');
    expect(await panel.page.locator('#several-requests').innerText()).toContain('for 1:30 now');
  });
});

describe('a message to the host of several boards', () => {
  it('is sent when details are opened and closed', async () => {
    await panel.show(sample('several'));
    panel.sent.length = 0;
    const toggle = row(1).getByRole('button', { name: 'Details of GPy …8571 (/dev/ttyACM0)' });
    await toggle.click();
    await expect.poll(() => panel.sent).toEqual([{ type: 'unfold', board: 1, open: true }]);
    await panel.show(reduce(sample('several'), { type: 'unfolded', board: 1, open: true }));
    await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('true');
    const more = panel.page.locator('#board-1-more');
    expect(await more.innerText()).toMatch(
      /354347094028571[^]*Elapsed[^]*2\.4 MB of 6\.0 MB[^]*Do not unplug/,
    );
    expect(await toggle.getAttribute('aria-controls')).toBe('board-1-more');
    await toggle.focus();
    await panel.page.keyboard.press('Enter');
    await expect.poll(() => panel.sent.at(-1)).toEqual({ type: 'unfold', board: 1, open: false });
  });

  it('is sent to upgrade one board alone, if that is its next task', async () => {
    await panel.show(sample('several'));
    panel.sent.length = 0;
    await row(3).getByRole('button', { name: 'Upgrade this board alone…' }).click();
    await expect.poll(() => panel.sent).toEqual([{ type: 'alone', board: 3 }]);
    expect(await row(4).locator('.alone').isVisible()).toBe(false);
  });

  it('is sent for each of the buttons', async () => {
    await panel.show(sample('several'));
    panel.sent.length = 0;
    await panel.page.locator('#stop-several').click();
    await panel.show(sample('severalBesideReady'));
    await panel.page.locator('#show-several').click();
    await panel.show(sample('severalOver'));
    await panel.page.locator('#several-again').click();
    await panel.page.locator('#dismiss-several').click();
    await expect
      .poll(() => panel.sent)
      .toEqual(
        ['stopSeveral', 'showSeveral', 'severalAgain', 'dismissSeveral'].map((button) => ({
          type: 'press',
          button,
        })),
      );
  });

  it('is not sent for a second press on Stop', async () => {
    expect(inStage(sample('severalStopping'), 'several').several.course).toBe('stopping');
    await panel.show(sample('severalStopping'));
    panel.sent.length = 0;
    await panel.page.locator('#stop-several').click({ force: true });
    await panel.page.locator('#show-log').click();
    await expect.poll(() => panel.sent).toEqual([{ type: 'press', button: 'showLog' }]);
  });
});
