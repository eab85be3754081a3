import { expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import type { ToPanel } from '../../../src/ui/panel/messages';
import { PanelStore } from '../../../src/ui/panel/panelStore';
import { panelUpdates } from '../../../src/ui/panel/panelUpdates';
import { VirtualClock } from '../../simulator/virtualClock';
import { ENGLISH } from './flowRig';
import { NOON } from './samples';

function rig(): {
  store: PanelStore;
  clock: VirtualClock;
  sent: ToPanel[];
  restart: () => void;
  setVisible: (visible: boolean) => void;
  dispose: () => void;
} {
  const [store, clock, sent]: [PanelStore, VirtualClock, ToPanel[]] = [
    new PanelStore(),
    new VirtualClock(),
    [],
  ];
  return { store, clock, sent, ...panelUpdates(store, ENGLISH, clock, (message) => sent.push(message)) };
}

function say(store: PanelStore, text: string): void {
  store.dispatch({
    type: 'event',
    event: { type: 'notice', level: 'info', text: { template: text, args: {} } },
    at: NOON,
  });
}

function linesIn(sent: readonly ToPanel[]): [number, string[]][] {
  return sent.flatMap((message) =>
    message.type === 'log'
      ? [[message.first, message.lines.map((line) => line.replace(/^[\d:]+ +/, ''))]]
      : [],
  );
}

it('nothing is sent before the page is ready', async () => {
  const { store, clock, sent, restart } = rig();
  say(store, 'One.');
  await clock.sleep(1000);
  expect(sent).toEqual([]);
  restart();
  expect(linesIn(sent)).toEqual([
    [0, []],
    [0, ['One.']],
  ]);
});

it('many changes make one message, and each log line is sent once', async () => {
  const { store, clock, sent, restart } = rig();
  restart();
  sent.length = 0;
  for (const text of ['One.', 'Two.', 'Three.']) say(store, text);
  await clock.sleep(150);
  say(store, 'Four.');
  await clock.sleep(150);
  expect(sent.filter(({ type }) => type === 'view')).toHaveLength(2);
  expect(linesIn(sent)).toEqual([
    [0, ['One.', 'Two.', 'Three.']],
    [3, ['Four.']],
  ]);
});

it('a new log starts at zero, even if it has as many lines as the old one', async () => {
  const { store, clock, sent, restart } = rig();
  say(store, 'Old.');
  restart();
  sent.length = 0;
  store.dispatch({ type: 'began', activity: phrase('Checking'), chosen: [] });
  say(store, 'New.');
  await clock.sleep(150);
  expect(linesIn(sent)).toEqual([[0, ['New.']]]);
});

it('a panel that starts again gets everything', () => {
  const { store, sent, restart } = rig();
  say(store, 'One.');
  restart();
  sent.length = 0;
  restart();
  expect(linesIn(sent).at(-1)).toEqual([0, ['One.']]);
  expect(sent.some(({ type }) => type === 'view')).toBe(true);
});

it('a hidden panel gets nothing, and gets what it missed once it is visible', async () => {
  const { store, clock, sent, restart, setVisible } = rig();
  restart();
  sent.length = 0;
  say(store, 'One.');
  setVisible(false);
  say(store, 'Two.');
  await clock.sleep(1000);
  expect(sent).toEqual([]);
  setVisible(true);
  await clock.sleep(150);
  expect(linesIn(sent)).toEqual([[0, ['One.', 'Two.']]]);
  expect(sent.at(-1)?.type).toBe('view');
});

it('a closed panel gets nothing more', async () => {
  const { store, clock, sent, restart, dispose } = rig();
  restart();
  sent.length = 0;
  say(store, 'One.');
  dispose();
  say(store, 'Two.');
  await clock.sleep(1000);
  expect(sent).toEqual([]);
});
