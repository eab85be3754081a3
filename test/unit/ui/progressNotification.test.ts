import type { NotificationWish } from '../../../src/ui/settings';
import { expect, it } from 'vitest';
import { Emitter } from '../../../src/base/emitter';
import { phrase } from '../../../src/base/phrase';
import { POWER_OFF } from '../../../src/base/powerOff';
import { PanelStore } from '../../../src/ui/panel/panelStore';
import { type OpenProgress, progressNotification } from '../../../src/ui/progressNotification';
import { momentOf, SAMPLE_STATES } from '../../webview/sampleStates';
import { ONE_SENDING } from '../../webview/severalSamples';
import { VirtualClock } from '../../simulator/virtualClock';
import { ENGLISH } from './flowRig';
import { BOARD_FINDING, CANCELLED } from './samples';

interface Opened {
  readonly cancellable: boolean;
  readonly cancel: () => void;
  readonly reports: [string, number, string | null][];
  open: boolean;
}

function rig(name: string, wish: NotificationWish = 'whenHidden') {
  const state = SAMPLE_STATES[name];
  if (state === undefined) throw new Error(name);
  const store = new PanelStore(state);
  const clock = new VirtualClock();
  const skew = momentOf(state) - clock.wallTime();
  const sights = new Emitter<void>();
  const panel = { visible: true, onChangeVisible: sights.event };
  const opened: Opened[] = [];
  const open: OpenProgress = (_title, onCancel) => {
    const one: Opened = {
      cancellable: onCancel !== null,
      // Like VS Code: it closes the notification and signals the cancel.
      cancel: () => {
        one.open = false;
        onCancel?.();
      },
      reports: [],
      open: true,
    };
    opened.push(one);
    return {
      report: (message, percent, link) => one.reports.push([message, percent, link]),
      close: () => {
        one.open = false;
      },
    };
  };
  const work = {
    ending: false,
    cancel: () => {
      work.ending = true;
      store.dispatch({ type: 'cancelAsked' });
    },
    severalEnding: false,
  };
  /** The user’s answer to ending all boards. */
  const answer = { agrees: true };
  const held = progressNotification({
    open,
    store,
    work,
    cancelSeveral: () => {
      if (!answer.agrees) return;
      work.severalEnding = true;
      store.dispatch({ type: 'severalStopping' });
    },
    panel,
    wish: () => wish,
    clock: {
      now: () => clock.now(),
      wallTime: () => clock.wallTime() + skew,
      sleep: (ms, end) => clock.sleep(ms, end),
    },
    speech: ENGLISH,
  });
  const setVisible = (visible: boolean): void => {
    panel.visible = visible;
    sights.fire();
  };
  return { store, clock, opened, work, answer, held, setVisible };
}

it('is also shown while the panel is visible, if the user wants it always', () => {
  const { opened, setVisible } = rig('running', 'always');
  setVisible(true);
  expect(opened).toHaveLength(1);
});

it('is never shown if the user does not want it, except for requests to the user', () => {
  const { opened, setVisible } = rig('running', 'never');
  setVisible(false);
  expect(opened).toEqual([]);
  const asking = rig('askedToUnplug', 'never');
  asking.setVisible(false);
  expect(asking.opened).toHaveLength(1);
});

it('is shown while the panel is hidden', () => {
  const { opened, held, setVisible } = rig('running');
  expect(opened).toEqual([]);
  setVisible(false);
  expect(opened).toMatchObject([{ cancellable: true, open: true }]);
  expect(opened[0]?.reports).toEqual([[expect.stringContaining('40 %'), 40, null]]);
  setVisible(true);
  expect(opened[0]?.open).toBe(false);
  held.dispose();
});

it('comes back without a button after a cancel, until the upgrade has ended', () => {
  const { opened, held, setVisible, store } = rig('running');
  setVisible(false);
  opened[0]?.cancel();
  expect(opened.map(({ cancellable, open }) => [cancellable, open])).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(opened[1]?.reports[0]?.[0]).toContain('Cancelling…');
  store.dispatch({ type: 'event', event: CANCELLED, at: 0 });
  expect(opened.map(({ open }) => open)).toEqual([false, false]);
  held.dispose();
});

it('says that a reading is ending, too', () => {
  const { opened, held, setVisible } = rig('busy');
  setVisible(false);
  opened[0]?.cancel();
  expect(opened[1]?.reports).toEqual([['Cancelling…', 0, null]]);
  held.dispose();
});

it('counts down, and says when the wait is overdue', async () => {
  const { opened, held, setVisible, clock } = rig('waiting');
  setVisible(false);
  const said = (): string => opened[0]?.reports.at(-1)?.[0] ?? '';
  expect(said()).toMatch(/no output until \d\d:\d\d is normal · 42 s left$/);
  await clock.sleep(10_500);
  expect(said()).toMatch(/· 32 s left$/);
  await clock.sleep(300_000);
  expect(said()).toMatch(/expected by \d\d:\d\d, still waiting$/);
  held.dispose();
});

it('opens a new notification for the work after a reading', () => {
  const { opened, held, setVisible, store } = rig('busy');
  setVisible(false);
  store.dispatch({ type: 'found', finding: BOARD_FINDING, at: 0 });
  expect(opened[0]?.open).toBe(false);
  expect(opened).toHaveLength(1);
  held.dispose();
});

it('gives way to a request to the user, which is not cancelled by accident and leads to the panel', () => {
  const { opened, held, setVisible, store } = rig('waiting');
  setVisible(false);
  store.dispatch({
    type: 'event',
    at: 0,
    event: {
      type: 'wait',
      id: 'power-cycle',
      kind: 'hand',
      reason: phrase('{powerOff}, then plug it back in.', { powerOff: POWER_OFF }),
      until: 180_000,
    },
  });
  expect(opened.map(({ cancellable, open }) => [cancellable, open])).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(opened[1]?.reports[0]).toEqual([
    expect.stringMatching(/^Unplug the board now · waits for you until/),
    expect.any(Number),
    'Show what to do',
  ]);
  store.dispatch({
    type: 'event',
    at: 0,
    event: { type: 'step', id: 'power-cycle', index: 5, state: 'done' },
  });
  expect(opened.map(({ open }) => open)).toEqual([false, false, true]);
  held.dispose();
});

it('shows other waiting boards beside the request for a single one', () => {
  const { opened, held, setVisible, store } = rig('severalBesideRunning');
  store.dispatch({
    type: 'event',
    at: 0,
    event: {
      type: 'wait',
      id: 'x',
      kind: 'hand',
      reason: phrase('{powerOff}.', { powerOff: POWER_OFF }),
      until: 9,
    },
  });
  setVisible(false);
  expect(opened[0]?.reports[0]?.[0]).toMatch(
    /^Unplug the board now: GPy .* · waits for you until .* · 2 other boards are waiting for you, too$/,
  );
  held.dispose();
});

it('shows boards that wait for the user, and several that are in progress', () => {
  const asking = rig('several', 'never');
  asking.setVisible(false);
  expect(asking.opened).toMatchObject([{ cancellable: false, open: true }]);
  expect(asking.opened[0]?.reports[0]?.[0]).toContain('2 boards are waiting for you');
  asking.store.dispatch({ type: 'severalOver' });
  expect(asking.opened[0]?.open).toBe(false);
  asking.held.dispose();
  const idle = rig('severalNone');
  idle.setVisible(false);
  expect(idle.opened).toEqual([]);
  idle.held.dispose();
});

it('stays after “no” to ending several boards, and loses its Cancel button after “yes”', () => {
  const { opened, answer, held, setVisible, store } = rig('severalNone');
  store.dispatch(ONE_SENDING);
  setVisible(false);
  answer.agrees = false;
  opened[0]?.cancel();
  expect(opened.map(({ cancellable, open }) => [cancellable, open])).toEqual([
    [true, false],
    [true, true],
  ]);
  answer.agrees = true;
  opened[1]?.cancel();
  expect(opened.map(({ cancellable, open }) => [cancellable, open]).at(-1)).toEqual([false, true]);
  held.dispose();
});
