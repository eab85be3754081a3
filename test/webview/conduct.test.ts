import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { panelView } from '../../src/ui/panel/panelView';
import { ENGLISH } from '../unit/ui/flowRig';
import { NOON } from '../unit/ui/samples';
import { launchBrowser } from '../vscode/rig/browser';
import { openPanelPage, type PanelPage } from './panelPage';
import { inStage, momentOf, sample } from './sampleStates';

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

/** The id of the focused element. */
function focused(): Promise<string> {
  return panel.page.evaluate('document.activeElement.id || document.activeElement.tagName');
}

describe('a message to the host', () => {
  it('is first sent when the page is ready', async () => {
    await expect.poll(() => panel.sent).toEqual([{ type: 'ready' }]);
  });

  // The log button sends nothing, because the panel opens the log itself.
  it('is sent for each pressed button, by mouse and by keyboard', async () => {
    await panel.show(sample('failed'));
    panel.sent.length = 0;
    for (const { id } of panelView(sample('failed'), ENGLISH, 0).actions)
      await panel.page.locator(`[data-button="${id}"]`).click();
    await panel.page.locator('#retry').focus();
    await panel.page.keyboard.press('Enter');
    await expect
      .poll(() => panel.sent)
      .toEqual(
        ['retry', 'recover', 'copyReport', 'another', 'retry'].map((button) => ({
          type: 'press',
          button,
        })),
      );
  });

  it('is sent for a repair with its id, and the card’s title describes the button', async () => {
    await panel.show(sample('recovering'));
    panel.sent.length = 0;
    const button = panel.page.locator('[data-repair="lte-reset"]');
    const title = await button.getAttribute('aria-describedby');
    expect(await panel.page.locator(`#${title}`).innerText()).toContain('lte.reset()');
    await button.click();
    await expect.poll(() => panel.sent).toEqual([{ type: 'repair', id: 'lte-reset' }]);
    expect(await panel.page.locator('#repairs [appearance="primary"]').count()).toBe(1);
    // No part of a card is cut off.
    const cut = `[...document.querySelectorAll('.repair, .repair *')].filter((each) =>
      each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline').length`;
    expect(await panel.page.evaluate(cut)).toBe(0);
  });

  it('is sent for each warning that the user ticks or unticks, but not for ticks by the host', async () => {
    await panel.show(sample('warned'));
    panel.sent.length = 0;
    await panel.page.locator('[data-rule="unknown-layout"]').click();
    await panel.page.locator('[data-rule="downgrade"]').click();
    await expect
      .poll(() => panel.sent)
      .toEqual([
        { type: 'confirm', rule: 'unknown-layout', confirmed: true },
        { type: 'confirm', rule: 'downgrade', confirmed: false },
      ]);
  });

  it('has the typed name of a dangerous warning, which has no tick box', async () => {
    await panel.show(sample('dangerous'));
    panel.sent.length = 0;
    const field = panel.page.getByLabel('This is dangerous. To confirm it, type two-step-record:');
    expect(await panel.page.locator('#warning-list vscode-checkbox').count()).toBe(1);
    const described = await field.getAttribute('aria-describedby');
    for (const id of described?.split(' ') ?? [])
      expect(await panel.page.locator(`#${id}`).innerText()).not.toBe('');
    await panel.page.locator('[data-rule="old-board-firmware"]').focus();
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.type('two');
    await panel.page.keyboard.press('Enter');
    await expect
      .poll(() => panel.sent)
      .toEqual(['t', 'tw', 'two'].map((text) => ({ type: 'typeName', rule: 'two-step-record', text })));
  });

  it('is not sent for a disabled button', async () => {
    await panel.show(sample('warned'));
    panel.sent.length = 0;
    await panel.page.locator('#start').click({ force: true });
    await panel.page.locator('#choose-port').click();
    await expect.poll(() => panel.sent).toEqual([{ type: 'press', button: 'choosePort' }]);
  });
});

describe('the keyboard focus', () => {
  it.each([
    ['empty', '#read-version', ['busy', 'found']],
    ['ready', '#start', ['running', 'stalled', 'upgraded']],
    ['found', '#another', ['busy', 'checked']],
    ['warned', '#choose-port', ['busy', 'refused']],
    ['running', '#cancel', ['cancelling', 'cancelled']],
  ])(
    'moves to the headline when its button disappears: from %s by %s to %j',
    async (from, button, stages) => {
      await panel.show(sample(from));
      await panel.page.locator(button).focus();
      for (const stage of stages) {
        await panel.show(sample(stage));
        expect(await focused()).toBe('headline');
      }
    },
  );

  it('stays on a button and on a warning that remain', async () => {
    await panel.show(sample('ready'));
    await panel.page.locator('#choose-port').focus();
    await panel.show(sample('warned'));
    expect(await focused()).toBe('choose-port');
    await panel.page.locator('[data-rule="unknown-layout"]').focus();
    const warned = inStage(sample('warned'), 'ready');
    await panel.show({ ...warned, confirmed: [...warned.confirmed, 'unknown-layout'] });
    expect(await panel.page.evaluate('document.activeElement.dataset.rule')).toBe('unknown-layout');
  });

  it('stays in the field of a typed name with its text, and the field says that it is confirmed', async () => {
    await panel.show(sample('dangerous'));
    const field = panel.page.locator('input[data-rule="two-step-record"]');
    await field.fill('two-step-record');
    await field.press('ArrowLeft');
    await panel.show({ ...inStage(sample('dangerous'), 'ready'), confirmed: ['two-step-record'] });
    expect(await field.inputValue()).toBe('two-step-record');
    expect(await panel.page.locator('.typed').innerText()).toBe('Confirmed');
    await panel.page.keyboard.press('Delete');
    expect(await field.inputValue()).toBe('two-step-recor');
  });

  it('is not taken from a user who reads the log', async () => {
    await panel.show(sample('running'));
    await panel.page.locator('#log > summary').click();
    await panel.page.locator('#log-lines').focus();
    await panel.show(sample('upgraded'));
    expect(await focused()).toBe('log-lines');
  });
});

it('changes of headline and lede are announced', async () => {
  await panel.show(sample('found'));
  for (const id of ['headline', 'lede'])
    expect(
      await panel.page.evaluate(`document.getElementById('${id}').closest('[role="status"]') !== null`),
    ).toBe(true);
});

describe('without new messages', () => {
  // The clock must be installed before the document loads and starts its timer.
  beforeEach(async () => {
    await panel.page.clock.install({ time: NOON });
    await panel.reload();
    await panel.page.clock.pauseAt(NOON + 60_000);
  });

  it('the times continue', async () => {
    await panel.show(sample('running'));
    const text = (id: string): Promise<string> => panel.page.locator(`#${id}`).innerText();
    expect([await text('elapsed'), await text('remaining')]).toEqual(['1:16', '1:39']);
    await panel.page.clock.runFor(10_000);
    expect([await text('elapsed'), await text('remaining')]).toEqual(['1:26', '1:29']);
  });

  it('a wait becomes overdue when its time has passed', async () => {
    await panel.show(sample('waiting'));
    const wait = panel.page.locator('#wait-until');
    expect(await wait.innerText()).toMatch(/^No output until \d\d:\d\d is normal\.$/);
    const before = (await wait.innerText()).match(/\d\d:\d\d/)?.[0];
    await panel.page.clock.runFor(280_000);
    expect(await wait.innerText()).toBe(`Expected by ${before ?? ''}. Still waiting.`);
  });

  it('the bar of a step and the total continue with the time, and a late step is marked', async () => {
    await panel.show(sample('waiting'));
    const share = async (id: string): Promise<number> =>
      Number(await panel.page.locator(`#${id}`).getAttribute('aria-valuenow'));
    const before = [await share('step-bar'), await share('progress')] as const;
    expect(await panel.page.locator('#step-time').innerText()).toBe(
      '0:23 of about 1 min; up to 5 min is normal',
    );
    await panel.page.clock.runFor(20_000);
    expect(await share('step-bar')).toBeGreaterThan(before[0]);
    expect(await share('progress')).toBeGreaterThan(before[1]);
    await panel.page.clock.runFor(600_000);
    expect(await share('step-bar')).toBeLessThan(100);
    expect(await share('progress')).toBeLessThan(100);
    expect(await panel.page.locator('#step-time').innerText()).toMatch(
      /^10:4\d, longer than usual\. Keep waiting/,
    );
  });

  it('a request to the user counts down, and then says when its time ended', async () => {
    await panel.show(sample('askedToUnplug'));
    expect(await panel.page.locator('#running').isHidden()).toBe(true);
    const countdown = panel.page.locator('#countdown-text');
    expect(await countdown.innerText()).toMatch(/^2:37 left, until \d\d:\d\d$/);
    await panel.page.clock.runFor(60_000);
    expect(await countdown.innerText()).toMatch(/^1:37 left/);
    await panel.page.clock.runFor(120_000);
    expect(await countdown.innerText()).toMatch(/^The time ran out at \d\d:\d\d\.$/);
    await panel.show(sample('upgraded'));
    expect(await panel.page.locator('#countdown').isHidden()).toBe(true);
  });

  it.each(['running', 'failed'])('the accessibility tree of an upgrade that is %s', async (name) => {
    await panel.show(sample(name));
    await expect(await panel.page.locator('main').ariaSnapshot()).toMatchFileSnapshot(
      `../golden/panel-${name}.aria.txt`,
    );
  });

  it('a finished upgrade does not continue', async () => {
    await panel.show(sample('upgraded'));
    await panel.page.clock.runFor(5_000);
    expect(await panel.page.locator('#running').isHidden()).toBe(true);
  });
});

describe('the log', () => {
  const lines = (from: number, count: number): unknown => ({
    type: 'log',
    first: from,
    lines: Array.from({ length: count }, (_, index) => `line ${from + index}`),
  });
  const top = (): Promise<number> => panel.page.evaluate("document.getElementById('log-lines').scrollTop");
  const isAtEnd = (): Promise<boolean> =>
    panel.page.evaluate(
      "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.getElementById('log-lines'))",
    );
  const show = async (from: number, count: number): Promise<void> => {
    await panel.receive(lines(from, count));
    await panel.page
      .locator('#log-lines')
      .getByText(`line ${from + count - 1}`)
      .waitFor({ state: 'attached' });
  };

  beforeEach(async () => {
    await panel.show(sample('running'));
    await show(0, 100);
  });

  it('opens with its button', async () => {
    panel.sent.length = 0;
    await panel.page.locator('#show-log').click();
    expect(await focused()).toBe('log-lines');
    await expect.poll(isAtEnd).toBe(true);
    expect(panel.sent).toEqual([]);
  });

  it('is scrolled to its end when it opens, and follows it', async () => {
    await panel.page.locator('#log > summary').click();
    await expect.poll(isAtEnd).toBe(true);
    await show(100, 20);
    expect(await isAtEnd()).toBe(true);
  });

  it('stays where the user has scrolled to', async () => {
    await panel.page.locator('#log > summary').click();
    await expect.poll(isAtEnd).toBe(true);
    await panel.page.evaluate("document.getElementById('log-lines').scrollTop = 40");
    await expect.poll(() => top()).toBe(40);
    await show(100, 20);
    expect(await top()).toBe(40);
  });

  it('is restored open and scrolled as before when the panel becomes visible again', async () => {
    await panel.page.locator('#log > summary').click();
    await expect.poll(isAtEnd).toBe(true);
    await panel.page.evaluate("document.getElementById('log-lines').scrollTop = 40");
    await expect
      .poll(() => panel.page.evaluate("JSON.parse(sessionStorage.getItem('state')).logTop"))
      .toBe(40);
    await panel.reload();
    await panel.receive(lines(0, 100));
    await panel.receive({
      type: 'view',
      view: panelView(sample('running'), ENGLISH, momentOf(sample('running'))),
    });
    await expect.poll(() => panel.page.locator('#log').getAttribute('open')).not.toBeNull();
    await expect.poll(() => top()).toBe(40);
  });
});

describe('the environment', () => {
  it('the plot is drawn again when the theme changes to another of the same kind', async () => {
    await panel.show(sample('running'));
    await panel.page.locator('#plot canvas').waitFor();
    const drawn = (): Promise<string> =>
      panel.page.evaluate("document.querySelector('#plot canvas').toDataURL()");
    const before = await drawn();
    await panel.page.evaluate(`
      document.documentElement.style.setProperty('--vscode-charts-blue', '#ff0000');
      document.body.setAttribute('data-vscode-theme-id', 'Monokai');
    `);
    await expect.poll(drawn).not.toBe(before);
  });

  it('nothing is animated when VS Code reduces motion', async () => {
    await panel.page.emulateMedia({ reducedMotion: 'no-preference' });
    await panel.show(sample('busy'));
    const animation = (): Promise<string> =>
      panel.page.evaluate("getComputedStyle(document.getElementById('headline'), '::before').animationName");
    expect(await animation()).toBe('turn');
    await panel.page.evaluate("document.body.classList.add('vscode-reduce-motion')");
    expect(await animation()).toBe('none');
  });

  it.each([[{ type: 'other' }], ['text'], [null], [{ type: 'view' }], [{ type: 'log' }]])(
    'a message that is not from the host is ignored: %j',
    async (message) => {
      await panel.receive(message);
      await panel.show(sample('found'));
      expect(await panel.page.locator('body').getAttribute('data-stage')).toBe('found');
    },
  );
});
