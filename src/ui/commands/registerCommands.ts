import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { CardFlow } from '../card/cardFlow';
import type { ChosenFile } from '../../upgrade';
import type { RehearsalFlow } from '../flow/rehearsalFlow';
import type { SeveralFlow } from '../flow/severalFlow';
import type { UpgradeFlow } from '../flow/upgradeFlow';
import type { BoardCommands } from '../modemView/boardCommands';
import type { ModemRow, RowBoard } from '../modemView/modemRows';
import type { RecoveryFlow } from '../recovery/recoveryFlow';
import type { UpgradeReports } from '../reports/upgradeReports';
import type { Speech } from '../speech';
import { chosenFile } from '../workspaceFiles';
import { chooseMethod } from './chooseMethod';

/** The walkthrough's name in the manifest. */
const WALKTHROUGH = 'firstUpgrade';

export interface CommandTargets {
  readonly flow: UpgradeFlow;
  readonly rehearsal: RehearsalFlow;
  readonly several: SeveralFlow;
  readonly recovery: RecoveryFlow;
  readonly cards: CardFlow;
  readonly reports: UpgradeReports;
  readonly speech: Speech;
  /** `publisher.name` of this extension. */
  readonly extensionId: string;
  readonly allowDup: (clicked: unknown) => Promise<void>;
  readonly boards: BoardCommands;
  /** Ends what runs, at the next safe point; asks before it stops several boards. */
  readonly cancel: () => Promise<void>;
  readonly showPanel: () => void;
  readonly showLog: () => void;
}

/** Every command of the extension. The explorer and the view of the boards pass what was clicked; most work without it. */
export function registerCommands(targets: CommandTargets): Disposable {
  const { flow, rehearsal, several, recovery, cards, reports, speech, extensionId, boards } = targets;
  const { allowDup, cancel, showPanel, showLog } = targets;
  const handlers: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
    upgrade: (clicked, selected) => flow.upgrade(filesIn(clicked, selected), portIn(clicked)),
    upgradeSeveral: (clicked, selected) => several.upgrade(filesIn(clicked, selected)),
    checkFile: (clicked, selected) => flow.checkFile(filesIn(clicked, selected)),
    readVersion: (clicked) => flow.readVersion(portIn(clicked)),
    rehearse: (clicked) => rehearsal.rehearse({ port: portIn(clicked) }),
    recover: (clicked) => recovery.recover(portIn(clicked)),
    choosePort: () => flow.choosePort(),
    cancel,
    nameBoard: (clicked) => boards.name(boardIn(clicked)),
    copyVersion: (clicked) => boards.copy(boardIn(clicked)?.version),
    copyImei: (clicked) => boards.copy(boardIn(clicked)?.imei),
    forgetBoard: (clicked) => boards.forget(boardIn(clicked)),
    prepareSdCard: (clicked, selected) => cards.prepare(filesIn(clicked, selected)),
    formatSdCard: () => cards.format(),
    allowDup,
    showPanel,
    showLog,
    copyReport: () => reports.copy(),
    copyRehearsalReport: () => reports.copyRehearsal(),
    openLastReport: () => reports.openLast(),
    chooseMethod: () => chooseMethod(speech),
    openWalkthrough: () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${WALKTHROUGH}`),
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

/** The view of the boards passes the line that was clicked. */
function boardIn(clicked: unknown): RowBoard | undefined {
  if (typeof clicked !== 'object' || clicked === null || !('board' in clicked)) return undefined;
  const { board } = clicked as Pick<ModemRow, 'board'>;
  return board ?? undefined;
}

function portIn(clicked: unknown): string | undefined {
  return boardIn(clicked)?.port;
}
