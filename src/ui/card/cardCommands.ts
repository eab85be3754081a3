import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { UpgradeError } from '../../base/upgradeError';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { CardService, CardContent } from '../../upgrade/card/cardService';
import type { UpgradeService } from '../../upgrade/upgradeService';
import { abortSignalOf } from '../adapters';
import { pickFirmware } from '../dialogs/firmwareDialog';
import type { ChosenFile } from '../flow/chosenFile';
import type { PortChooser } from '../flow/portChooser';
import type { Speech } from '../speech';
import { chosenFile, workspaceFiles } from '../workspaceFiles';

export interface CardCommandParts {
  readonly cards: CardService;
  readonly service: UpgradeService;
  readonly ports: PortChooser;
  readonly speech: Speech;
  /** Goes on with the same files, once the card is in the board. */
  readonly upgrade: (files: readonly ChosenFile[]) => Promise<void>;
}

/** "Prepare an SD card" in this computer, and "Format the SD card in the board". */
export function cardCommands(parts: CardCommandParts): Disposable {
  const held = new DisposableStore();
  const shown =
    (work: (clicked?: unknown) => Promise<void>) =>
    async (clicked?: unknown): Promise<void> => {
      try {
        await work(clicked);
      } catch (error) {
        if (!(error instanceof UpgradeError)) throw error;
        if (error.code === 'CANCELLED') return;
        const { speech } = parts;
        await vscode.window.showErrorMessage(
          `${speech.render(error.sentence)} ${speech.render(error.remedy)}`,
        );
      }
    };
  held.add(
    vscode.commands.registerCommand(
      'lteUpgrade.prepareSdCard',
      shown((clicked) => prepare(parts, clicked)),
    ),
  );
  held.add(
    vscode.commands.registerCommand(
      'lteUpgrade.formatSdCard',
      shown(() => format(parts)),
    ),
  );
  return held;
}

async function prepare(
  { cards, service, speech, upgrade }: CardCommandParts,
  clicked: unknown,
): Promise<void> {
  const chosen = clicked instanceof vscode.Uri ? [chosenFile(clicked)] : await pickFirmware(speech);
  if (!chosen) return;
  const files: FirmwareImage[] = [];
  for (const file of await withUpdater(chosen))
    files.push(await service.check(await workspaceFiles.open(file)));
  const folder = await pickDrive(cards, speech);
  if (folder === undefined) return;
  const title = speech.say('Copying to the card');
  const prepared = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      const onProgress = (file: string, bytes: number, total: number): void =>
        progress.report({ message: `${file} · ${Math.floor((100 * bytes) / total)} %` });
      return cards.prepare({ folder, files, onProgress }, abortSignalOf(token));
    },
  );
  for (const doubt of prepared.doubts) void vscode.window.showWarningMessage(speech.render(doubt));
  const goOn = speech.say('Upgrade');
  const answer = await vscode.window.showInformationMessage(
    speech.say(
      'The card is ready. Eject it and put it into the board; then upgrade: the files are found on the card.',
    ),
    goOn,
  );
  if (answer === goOn) await upgrade(chosen);
}

/** The updater that lies beside an image goes with it: which of them is needed only the board can tell. */
async function withUpdater(chosen: readonly ChosenFile[]): Promise<readonly ChosenFile[]> {
  const [first] = chosen;
  if (!first || chosen.some(({ name }) => /\.elf$/i.test(name))) return chosen;
  const beside = await workspaceFiles.nearby(first);
  return [...chosen, ...beside.filter(({ name }) => /^updater.*\.elf$/i.test(name))];
}

async function pickDrive(cards: CardService, speech: Speech): Promise<string | undefined> {
  const drives = await cards.drives();
  const browse = { label: `$(folder-opened) ${speech.say('Browse…')}`, path: undefined };
  if (drives.length > 0) {
    const items = drives.map(({ name, path }) => ({ label: `$(save) ${name}`, description: path, path }));
    const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { path: string | undefined }>(
      [...items, browse],
      { title: speech.say('SD card in this computer'), placeHolder: speech.say('Choose the card') },
    );
    if (!picked || picked.path !== undefined) return picked?.path;
  }
  const folders = await vscode.window.showOpenDialog({
    title: speech.say('SD card in this computer'),
    openLabel: speech.say('Choose'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return folders?.[0]?.fsPath;
}

/** What must be typed, whole; the same in every language. */
const WORD = 'format';

async function format({ cards, ports, speech }: CardCommandParts): Promise<void> {
  const port = await ports.choose();
  if (port === undefined) return;
  const busy = <T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> =>
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => work(abortSignalOf(token)),
    );
  const content = await busy(speech.say('Looking at the card'), (signal) => cards.content(port, signal));
  const typed = await vscode.window.showInputBox({
    title: speech.say('Everything on the card in the board will be lost'),
    prompt: contentText(content, speech),
    placeHolder: speech.say('Type "{word}" to go on', { word: WORD }),
    ignoreFocusOut: true,
  });
  if (typed?.trim() !== WORD) return;
  await busy(speech.say('Formatting the card'), (signal) => cards.format(port, signal));
  await vscode.window.showInformationMessage(speech.say('The card is empty now.'));
}

function contentText(content: CardContent, speech: Speech): string {
  if (content.state !== 'readable') return speech.say('The board cannot read what is on it.');
  if (content.files.length === 0) return speech.say('The card is empty.');
  return speech.say('On it: {files}', { files: content.files.map(({ path }) => path).join(', ') });
}
