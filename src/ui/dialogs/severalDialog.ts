import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { ChosenFile } from '../../upgrade';
import { iconless, label } from '../escaped';
import type { PickedBoards } from '../flow/dialogs';
import { repeatedly } from '../repeatedly';
import type { Speech } from '../speech';
import { isTickedAtFirst, type PortChoice } from '../texts/portChoices';
import { chosenFile } from '../workspaceFiles';

const LOOK_EVERY_MS = 1000;

interface Item extends vscode.QuickPickItem {
  /** Null for the line that stands for boards to come. */
  readonly port: string | null;
}

interface Needs {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
}

/** The firmware for all boards. */
export async function pickFolder(speech: Speech): Promise<readonly ChosenFile[] | undefined> {
  const at = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uris = await vscode.window.showOpenDialog({
    title: speech.translate('Folder with the firmware for all boards'),
    openLabel: speech.translate('Choose'),
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    ...(at === undefined ? {} : { defaultUri: at }),
  });
  return uris?.map(chosenFile);
}

/**
 * Boards to tick, those that are known to be one alone. All that are connected by a cable are ticked at first; one that is plugged in
 * while the list is open appears in it, and is not.
 */
export async function pickBoards(
  list: () => Promise<readonly PortChoice[]>,
  { clock, logger, speech }: Needs,
): Promise<PickedBoards | undefined> {
  const quick = vscode.window.createQuickPick<Item>();
  const more: Item = {
    label: label('plug', speech.translate('Every board that you plug in while this runs')).text,
    alwaysShow: true,
    port: null,
  };
  let drawn: string | null = null;
  const draw = async (): Promise<void> => {
    const boards = await list();
    const state = JSON.stringify(boards);
    if (state === drawn) return;
    const isFirst = drawn === null;
    drawn = state;
    const ticked = new Set(quick.selectedItems.map(({ port }) => port));
    const items: Item[] = [
      ...boards.map(({ port, label: name, description, detail }) => ({
        label: label('circuit-board', name).text,
        description: iconless(description),
        detail: iconless(detail),
        port,
      })),
      more,
    ];
    quick.items = items;
    const first = new Set(boards.filter(isTickedAtFirst).map(({ port }) => port));
    quick.selectedItems = items.filter(({ port }) =>
      isFirst ? port !== null && first.has(port) : ticked.has(port),
    );
    quick.placeholder =
      boards.length === 0
        ? speech.translate('No Pycom board was found. Connect it now: it appears here.')
        : speech.translate('Tick the boards to upgrade');
  };
  const redraw = (): void => {
    draw().catch((error: unknown) => logger.warn(`the ports cannot be listed: ${String(error)}`));
  };
  quick.title = speech.translate('Boards to upgrade');
  quick.canSelectMany = true;
  quick.matchOnDescription = true;
  quick.matchOnDetail = true;
  quick.ignoreFocusOut = true;
  const looking = repeatedly(clock, LOOK_EVERY_MS, redraw);
  return new Promise<PickedBoards | undefined>((resolve, reject) => {
    quick.onDidAccept(() => {
      const ports = quick.selectedItems.map(({ port }) => port);
      resolve({ ports: ports.filter((port) => port !== null), takesMore: ports.includes(null) });
      quick.hide();
    });
    quick.onDidHide(() => resolve(undefined));
    draw().then(() => quick.show(), reject);
  }).finally(() => {
    looking.dispose();
    quick.dispose();
  });
}
