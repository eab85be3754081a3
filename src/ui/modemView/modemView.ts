import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { PortDescription } from '../../transport/ports';
import type { ChosenFile, UpgradeService } from '../../upgrade';
import { endBadge } from '../endBadge';
import type { PanelHost } from '../panel/panelHost';
import type { PanelStore } from '../panel/panelStore';
import type { ReadingStore } from '../readingStore';
import { repeatedly } from '../repeatedly';
import type { Speech } from '../speech';
import type { BoardNames } from './boardNames';
import { droppedFiles, FILE_DROPS } from './droppedFiles';
import { type ModemRow, modemRows } from './modemRows';

/** How soon a board that is plugged in appears while the view is in sight. */
const LOOK_EVERY_MS = 2000;

interface Needs {
  readonly readings: ReadingStore;
  readonly names: BoardNames;
  readonly store: PanelStore;
  readonly panel: PanelHost;
  readonly service: Pick<UpgradeService, 'listPorts'>;
  /** Firmware was dropped onto the view, or onto a board in it. */
  readonly onDrop: (files: readonly ChosenFile[], port: string | undefined) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
}

/** The boards, in their own container. Without one, VS Code shows the manifest's welcome in its place. */
export function modemView(needs: Needs): Disposable {
  const { readings, names, service, store, panel, onDrop, clock, logger, speech } = needs;
  const changes = new vscode.EventEmitter<undefined>();
  const held = new DisposableStore();
  let ports: readonly PortDescription[] = [];
  const draw = (): void => changes.fire(undefined);
  held.add(toDisposable(() => changes.dispose()));
  held.add(readings.onChange(draw));
  held.add(names.onChange(draw));
  const view = vscode.window.createTreeView<ModemRow>('lteUpgrade.modem', {
    treeDataProvider: {
      onDidChangeTreeData: changes.event,
      getChildren: (row) => [
        ...(row?.facts ?? modemRows({ readings: readings.all, ports, names }, speech, clock.wallTime())),
      ],
      getTreeItem: (row) => treeItem(row, speech),
    },
    dragAndDropController: {
      dropMimeTypes: FILE_DROPS,
      dragMimeTypes: [],
      handleDrop: async (target, transfer) => {
        const files = await droppedFiles(transfer);
        if (files.length > 0) onDrop(files, target?.board?.port);
      },
    },
  });
  held.add(view);
  held.add(endBadge({ view, store, panel, speech }));
  let looking = false;
  const look = (): void => {
    if (!view.visible || looking) return;
    looking = true;
    service
      .listPorts()
      .then(
        (listed) => {
          if (JSON.stringify(listed.ports) === JSON.stringify(ports)) return;
          ports = listed.ports;
          draw();
        },
        (error: unknown) => logger.debug(`the ports cannot be listed: ${String(error)}`),
      )
      .finally(() => {
        looking = false;
      });
  };
  look();
  held.add(repeatedly(clock, LOOK_EVERY_MS, look));
  // The age of a reading is refreshed whenever the view becomes visible.
  held.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (!visible) return;
      draw();
      look();
    }),
  );
  return held;
}

function treeItem(
  { label, description, icon, care, board, facts }: ModemRow,
  speech: Speech,
): vscode.TreeItem {
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label.text, facts.length > 0 ? Expanded : None);
  item.description = description.text;
  item.tooltip = `${label.text}: ${description.text}`;
  const colour = care ? new vscode.ThemeColor('list.warningForeground') : undefined;
  item.iconPath = new vscode.ThemeIcon(icon, colour);
  if (board === null) return item;
  // The menus' conditions look for these words.
  const has = ['board', ...(board.version === null ? [] : ['read', 'version'])];
  item.contextValue = [...has, ...(board.imei === null ? [] : ['imei'])].join(' ');
  if (board.version === null)
    item.command = {
      command: 'lteUpgrade.readVersion',
      title: speech.translate('Read version'),
      arguments: [{ board }],
    };
  return item;
}
