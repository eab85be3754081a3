import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { ChosenFile } from '../flow/chosenFile';
import type { UpgradeFlow } from '../flow/upgradeFlow';
import type { UpgradeReports } from '../reports/upgradeReports';
import type { Speech } from '../speech';
import { chosenFile } from '../workspaceFiles';
import { chooseMethod } from './chooseMethod';

/** Publisher and name of the extension, and the walkthrough's name in its manifest. */
const WALKTHROUGH = 'lte-upgrade.pycom-lte-upgrade#firstUpgrade';

export interface CommandTargets {
  readonly flow: UpgradeFlow;
  readonly reports: UpgradeReports;
  readonly speech: Speech;
  readonly showPanel: () => void;
  readonly showLog: () => void;
}

/** Every command of the extension. Each works without an argument; the explorer's pass what was clicked. */
export function registerCommands({ flow, reports, speech, showPanel, showLog }: CommandTargets): Disposable {
  const handlers: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
    upgrade: (clicked, selected) => flow.upgrade(filesIn(clicked, selected)),
    checkFile: (clicked, selected) => flow.checkFile(filesIn(clicked, selected)),
    readVersion: () => flow.readVersion(),
    showPanel,
    showLog,
    copyReport: () => reports.copy(),
    openLastReport: () => reports.openLast(),
    chooseMethod: () => chooseMethod(speech),
    openWalkthrough: () => vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH),
  };
  const held = new DisposableStore();
  for (const [name, handler] of Object.entries(handlers))
    held.add(vscode.commands.registerCommand(`lteUpgrade.${name}`, handler));
  return held;
}

/** The explorer passes the file that was clicked and all that are selected. */
function filesIn(clicked: unknown, selected: unknown): readonly ChosenFile[] | undefined {
  const several = Array.isArray(selected) ? selected.filter((item) => item instanceof vscode.Uri) : [];
  if (several.length > 0) return several.map(chosenFile);
  return clicked instanceof vscode.Uri ? [chosenFile(clicked)] : undefined;
}
