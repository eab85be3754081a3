import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { PortChooser } from '../flow/portChooser';
import type { PanelStore } from '../panel/panelStore';
import type { ReadingStore } from '../readingStore';
import { repeatedly } from '../repeatedly';
import { settings } from '../settings';
import type { Speech } from '../speech';
import { statusText, type StatusText } from './statusText';

/** The tooltip shows the age in minutes; this doesn't contact the board. */
const AGE_STEP_MS = 60_000;
/** The percentage also moves in the modem's silent minutes, when no event arrives. */
const RUNNING_STEP_MS = 5_000;
const PRIORITY = 50;

interface Needs {
  readonly store: PanelStore;
  readonly readings: ReadingStore;
  readonly ports: Pick<PortChooser, 'known' | 'onChange'>;
  readonly clock: Clock;
  readonly speech: Speech;
}

/** The modem's version, an upgrade's progress, or what is wrong, at the foot of the window. */
export function statusBarItem({ store, readings, ports, clock, speech }: Needs): Disposable {
  const held = new DisposableStore();
  const item = held.add(
    vscode.window.createStatusBarItem('lteUpgrade.status', vscode.StatusBarAlignment.Right, PRIORITY),
  );
  item.name = speech.translate('LTE modem');

  const draw = (): void => {
    const input = {
      state: store.state,
      readings: readings.all,
      knownPort: ports.known,
      now: clock.wallTime(),
    };
    show(item, statusText(input, speech));
  };
  held.add(store.onChange(draw));
  held.add(readings.onChange(draw));
  held.add(ports.onChange(draw));
  held.add(settings.onChange(draw));
  held.add(repeatedly(clock, AGE_STEP_MS, draw));
  held.add(
    repeatedly(clock, RUNNING_STEP_MS, () => {
      if (store.state.stage === 'running') draw();
    }),
  );
  draw();
  return held;
}

function show(item: vscode.StatusBarItem, { text, tooltip, colour, click, spoken }: StatusText): void {
  item.text = text.text;
  const markdown = new vscode.MarkdownString(tooltip.source, true);
  markdown.isTrusted = {
    enabledCommands: [
      'lteUpgrade.readVersion',
      'lteUpgrade.upgrade',
      'lteUpgrade.choosePort',
      'lteUpgrade.cancel',
      'lteUpgrade.showPanel',
    ],
  };
  item.tooltip = markdown;
  item.backgroundColor =
    colour === 'plain' ? undefined : new vscode.ThemeColor(`statusBarItem.${colour}Background`);
  item.command = `lteUpgrade.${click}`;
  item.accessibilityInformation = { label: spoken, role: 'button' };
  item.show();
}
