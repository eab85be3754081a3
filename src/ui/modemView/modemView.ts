import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposable';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import { type ModemRow, modemRows } from './modemRows';

interface Needs {
  readonly readings: ReadingStore;
  readonly clock: Clock;
  readonly speech: Speech;
}

/** The modems that were read, in the explorer. Without one, VS Code shows the manifest's welcome in its place. */
export function modemView({ readings, clock, speech }: Needs): Disposable {
  const changes = new vscode.EventEmitter<undefined>();
  const held = new DisposableStore();
  held.add(toDisposable(() => changes.dispose()));
  held.add(readings.onChange(() => changes.fire(undefined)));
  const view = vscode.window.createTreeView<ModemRow>('lteUpgrade.modem', {
    treeDataProvider: {
      onDidChangeTreeData: changes.event,
      getChildren: (row) => [...(row?.facts ?? modemRows(readings.all, speech, clock.wallTime()))],
      getTreeItem: (row) => treeItem(row),
    },
  });
  held.add(view);
  // How long ago a modem was read is told anew whenever the view comes to sight.
  held.add(view.onDidChangeVisibility(({ visible }) => visible && changes.fire(undefined)));
  return held;
}

function treeItem({ label, description, icon, care, facts }: ModemRow): vscode.TreeItem {
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label.text, facts.length > 0 ? Expanded : None);
  item.description = description.text;
  item.tooltip = `${label.text}: ${description.text}`;
  const colour = care ? new vscode.ThemeColor('list.warningForeground') : undefined;
  item.iconPath = new vscode.ThemeIcon(icon, colour);
  return item;
}
