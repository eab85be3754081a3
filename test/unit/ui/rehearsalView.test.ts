import { describe, expect, it } from 'vitest';
import { PanelMemory } from '../../../src/ui/panel/panelMemory';
import type { PanelState } from '../../../src/ui/panel/panelState';
import { PanelStore } from '../../../src/ui/panel/panelStore';
import { panelView } from '../../../src/ui/panel/panelView';
import { ProvenWays } from '../../../src/ui/provenWays';
import { statusText } from '../../../src/ui/statusBar/statusText';
import { progressText } from '../../../src/ui/texts/progressText';
import { momentOf, sample } from '../../webview/sampleStates';
import { ENGLISH, memoryStorage } from './flowRig';
import { BOARD_FINDING, MODEM_FINDING } from './samples';

const viewOf = (name: string) => panelView(sample(name), ENGLISH, momentOf(sample(name)));

describe('a rehearsal in the panel', () => {
  it('shows each check with its result, figures and time, and which one runs', () => {
    const { rehearsal, progress, mark } = viewOf('rehearsing');
    expect(rehearsal?.checks.map(({ id, result, time }) => [id, result, time])).toEqual([
      ['plan', 'works', '4 s'],
      ['same-answers', 'works', '4 s'],
      ['mirror-mode', 'works', '4 s'],
      ['power-cycle', 'running', ''],
    ]);
    expect(rehearsal?.checks[2]?.figures).toEqual([
      { label: 'Commands sent', value: '200' },
      { label: 'Answer time, half of them', value: '3.4 ms' },
      { label: 'Copied at 921600 baud', value: '45.2 kB/s' },
    ]);
    expect(progress).toMatchObject({
      whole: { least: 0.75, done: 0.75, step: 0 },
      phase: 'Unplug the board, then plug it back in',
    });
    expect(mark).toBe('none');
  });

  it('puts the request to unplug above everything else, with its remaining time', () => {
    const { headline, lede, progress, request, mark } = viewOf('rehearsingHand');
    expect(headline).toBe('Unplug the board now');
    expect(lede).toMatch(
      /^Unplug the board for ten seconds .* The rehearsal continues automatically when the board is back\. Board: GPy …\d{4} \(\/dev\/ttyACM0\)\.$/,
    );
    expect(mark).toBe('care');
    expect(progress).toBeNull();
    expect(request).toMatchObject({ picture: 'unplug', secondsLeft: 593, totalSeconds: 600 });
  });

  it.each([
    ['rehearsedReady', 'good', 'Ready for the upgrade', null],
    ['rehearsedExcept', 'care', 'Ready, except for checks that couldn’t run', /^Unplug the board/],
    ['rehearsedNotReady', 'care', 'Not ready: do not start the upgrade yet', /^Use a shorter cable/],
    ['rehearsedCancelled', 'care', 'The rehearsal was cancelled', /^Unplug the board/],
    ['rehearsalInterrupted', 'care', 'The rehearsal was interrupted', /^Rehearse again/],
  ])('%s: gives the result and what to do', (name, mark, headline, remedy) => {
    const view = viewOf(name);
    expect(view).toMatchObject({ mark, headline });
    expect(view.lede).toContain('Nothing was written to the modem.');
    if (remedy === null) expect(view.remedy).toBeNull();
    else expect(view.remedy).toMatch(remedy);
    expect(view.progress).toBeNull();
  });

  it('always says what it can’t prove, and names each task once', () => {
    const { rehearsal } = viewOf('rehearsedNotReady');
    expect(rehearsal?.unproven).toEqual([expect.stringContaining('The transfer itself')]);
    expect(rehearsal?.next).toEqual([expect.stringMatching(/^Unplug the board/)]);
  });

  it('leads to the upgrade only when nothing failed', () => {
    const buttons = (name: string): string[] => viewOf(name).actions.map(({ id }) => id);
    expect(buttons('rehearsedExcept')).toContain('upgradeThis');
    expect(buttons('rehearsedNotReady')).not.toContain('upgradeThis');
    expect(buttons('rehearsalInterrupted')).not.toContain('upgradeThis');
    expect(buttons('rehearsalInterrupted')).not.toContain('copyRehearsal');
  });

  it('is the first advice of a plan for a board that was never rehearsed', () => {
    expect(viewOf('unproven').remedy).toMatch(/^Rehearse first/);
    expect(viewOf('ready').remedy).toBeNull();
  });
});

describe('a rehearsal outside the panel', () => {
  const statusOf = (name: string) =>
    statusText({ state: sample(name), readings: [], knownPort: null, now: momentOf(sample(name)) }, ENGLISH);

  it('is in the status bar, which highlights a request to the user', () => {
    expect(statusOf('rehearsing')).toMatchObject({ colour: 'plain', click: 'showPanel' });
    expect(statusOf('rehearsing').text.text).toContain('LTE rehearsal 75 %');
    expect(statusOf('rehearsingHand')).toMatchObject({ colour: 'warning' });
    expect(statusOf('rehearsingHand').text.text).toContain('LTE: Unplug the board now');
  });

  it('is one line of a notification', () => {
    const state = sample('rehearsingHand');
    expect(progressText(state, ENGLISH, momentOf(state))).toMatch(
      /^Unplug the board now · waits for you until \d\d:\d\d$/,
    );
  });
});

describe('over a reload of the window', () => {
  const reloaded = (name: string): PanelState | undefined => {
    const storage = memoryStorage();
    storage.keep('panel', { version: '1', state: sample(name) });
    return new PanelMemory(storage, '1').recall();
  };

  it('a running rehearsal is interrupted, and a finished one is shown unchanged', () => {
    expect(reloaded('rehearsingHand')).toMatchObject({
      stage: 'rehearsalInterrupted',
      rehearsed: null,
      checks: [{ id: 'plan' }, { id: 'same-answers' }, { id: 'mirror-mode' }],
    });
    expect(reloaded('rehearsedReady')).toEqual(sample('rehearsedReady'));
  });

  it('its report stays available after something else has begun', () => {
    const store = new PanelStore(sample('rehearsedReady'));
    store.dispatch({ type: 'began', activity: { template: 'Checking', args: {} }, chosen: [] });
    expect(store.state).toMatchObject({ stage: 'busy', rehearsed: { verdict: 'ready' } });
    const storage = memoryStorage();
    storage.keep('panel', { version: '1', state: store.state });
    expect(new PanelMemory(storage, '1').recall()).toMatchObject({
      stage: 'empty',
      rehearsed: { verdict: 'ready' },
    });
  });

  it('a late event changes nothing', () => {
    const store = new PanelStore(sample('rehearsedReady'));
    const event = { type: 'notice', level: 'info', text: { template: 'late', args: {} } } as const;
    store.dispatch({ type: 'rehearsalEvent', event, at: 0 });
    expect(store.state).toBe(sample('rehearsedReady'));
  });
});

describe('the rehearsed methods of a board', () => {
  it('are found by the modem’s number at any port, and in MIRROR mode', () => {
    const ways = new ProvenWays(memoryStorage());
    ways.keep(BOARD_FINDING, 'uart');
    expect(ways.has({ ...MODEM_FINDING, port: '/dev/ttyUSB9' }, 'uart')).toBe(true);
    expect(ways.has(BOARD_FINDING, 'flash')).toBe(false);
    const other = { ...BOARD_FINDING, modem: { ...BOARD_FINDING.modem, imei: '354347094028583' } };
    expect(ways.has(other, 'uart')).toBe(false);
  });

  it('are empty when the storage holds something else', () => {
    const storage = memoryStorage();
    storage.keep('provenWays', { '354347094028575 uart': true });
    expect(new ProvenWays(storage).has(BOARD_FINDING, 'uart')).toBe(false);
  });
});
