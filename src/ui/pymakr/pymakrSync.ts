import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { allowDup, type GlobalSync, listRange, skipsDup } from '../../project/pymakrConf';
import { failureToTell } from '../failures';
import type { Dialogs } from '../flow/dialogs';
import type { Speech } from '../speech';
import type { Storage } from '../storage';
import { failureNotice } from '../texts/notices';
import { globalList } from './globalList';
import { endingsLeftOut, endingsOf, isSkipping, namedEndings } from './leavesOutDup';
import { isPymakrOne, pymakrIds } from '../portSharing/pymakrIds';
import { vscodeExtensionHost } from '../portSharing/vscodeExtensionHost';

const CONF_NAME = 'pymakr.conf';
/** Wherever the workspace is: on this machine, in WSL, in a container, behind SSH. */
const CONF: vscode.DocumentFilter = { pattern: `**/${CONF_NAME}` };
const COMMAND = 'lteUpgrade.allowDup';
const CODE = 'dup-not-synced';
/** More of them have no further endings. */
const MOST_IMAGES = 50;
const USUAL_ENDING = 'dup';
/** Remembered for the workspace: the offer is made once. */
const OFFERED_KEY = 'pymakr.offered';

interface SyncDeps {
  readonly speech: Speech;
  readonly storage: Storage;
  readonly dialogs: Pick<Dialogs, 'tell'>;
  readonly logger: Logger;
}

/**
 * Pymakr 1 leaves `.dup` files out of its sync unless `pymakr.conf` lists them: a command, a hint in the editor with
 * its quick fix, and an offer where a `.dup` file lies in such a project. Pymakr 2 has no such list and needs nothing.
 */
export class PymakrSync implements Disposable {
  private readonly held = new DisposableStore();
  private readonly hints = this.held.add(vscode.languages.createDiagnosticCollection('lteUpgrade'));

  constructor(private readonly parts: SyncDeps) {
    this.held.add(
      vscode.languages.registerCodeActionsProvider(CONF, quickFix(parts.speech), {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    );
    const hint = (document: vscode.TextDocument): void => {
      this.hint(document).catch((error: unknown) => parts.logger.warn(`pymakr.conf: ${String(error)}`));
    };
    this.held.add(vscode.workspace.onDidOpenTextDocument(hint));
    this.held.add(vscode.workspace.onDidChangeTextDocument(({ document }) => hint(document)));
    this.held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.hints.delete(uri)));
    vscode.workspace.textDocuments.forEach(hint);
    this.offerOnce().catch((error: unknown) => parts.logger.warn(`pymakr.conf: ${String(error)}`));
  }

  /** The command. @param clicked what the explorer passes */
  async allow(clicked: unknown): Promise<void> {
    const { speech, dialogs, logger } = this.parts;
    try {
      const uri = clicked instanceof vscode.Uri ? clicked : confOfWorkspace();
      const text =
        uri === undefined
          ? speech.translate('Open the folder of your project first.')
          : await rewrite(uri, speech);
      if (text !== null) dialogs.tell({ level: 'info', text, buttons: [] });
    } catch (error) {
      const failure = failureToTell(error, logger);
      if (failure !== null) dialogs.tell(failureNotice(speech, failure));
    }
  }

  dispose(): void {
    this.held.dispose();
  }

  private async hint(document: vscode.TextDocument): Promise<void> {
    if (!isConf(document)) return;
    const { version } = document;
    const base = await globalList(process.platform, process.env);
    const endings = await endingsIn(vscode.workspace.getWorkspaceFolder(document.uri));
    // A newer edit will show its own hint.
    if (document.isClosed || document.version !== version) return;
    const hints = installedPymakr() === 'two' ? [] : hintsFor(document, { base, endings }, this.parts.speech);
    this.hints.set(document.uri, hints);
  }

  private async offerOnce(): Promise<void> {
    const { storage, speech } = this.parts;
    const folder = vscode.workspace.workspaceFolders?.[0];
    if (!folder || storage.get(OFFERED_KEY) === true || installedPymakr() === 'two') return;
    const uri = vscode.Uri.joinPath(folder.uri, CONF_NAME);
    const base = await globalList(process.platform, process.env);
    const endings = await endingsLeftOut({
      base,
      conf: () => textOf(uri),
      images: () => imagesIn(folder),
    });
    if (endings.length === 0) return;
    storage.keep(OFFERED_KEY, true);
    const yes = speech.translate('Include them');
    const answer = await vscode.window.showInformationMessage(
      speech.translate('Pymakr’s sync leaves out the {endings} files of this project.', {
        endings: namedEndings(endings),
      }),
      yes,
    );
    if (answer === yes) await vscode.commands.executeCommand(COMMAND, uri);
  }
}

/** Not the side of a comparison, nor anything else that cannot be changed. */
function isConf(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  return (
    vscode.languages.match(CONF, document) > 0 && vscode.workspace.fs.isWritableFileSystem(scheme) === true
  );
}

/**
 * Writes the whole file or nothing, through the editor's own edit, so that it can be undone and is saved at once.
 * @returns what to tell the user; null when it could not be saved, which VS Code tells
 * @throws what `allowDup` throws
 */
async function rewrite(uri: vscode.Uri, speech: Speech): Promise<string | null> {
  if (installedPymakr() === 'two')
    return speech.translate('Pymakr 2 already syncs .dup files. You don’t need to change anything.');
  const document = await openOrMake(uri);
  const base = await globalList(process.platform, process.env);
  const found = await endingsIn(vscode.workspace.getWorkspaceFolder(uri));
  const endings = namedEndings(found);
  const before = document.getText();
  if (isSyncing(before, base, found))
    return speech.translate('Pymakr syncs {endings} files already.', { endings });
  const { text } = allowDup(before, base, found);
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(uri, all, text);
  const saved = (await vscode.workspace.applyEdit(edit)) && (await document.save());
  return saved ? speech.translate('Pymakr now syncs {endings} files.', { endings }) : null;
}

/** An empty one is made, and a broken one is refused with its own sentence. */
function isSyncing(text: string, base: GlobalSync, endings: readonly string[]): boolean {
  return text.trim() !== '' && !skipsDup(text, base, endings);
}

/** What the user's settings keep out of the explorer is kept out here. */
async function imagesIn(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
  const images = new vscode.RelativePattern(folder, '**/*.[dD][uU][pP]');
  return (await vscode.workspace.findFiles(images, undefined, MOST_IMAGES)).map(({ path }) => path);
}

/** As the files are named; where there are none yet, as they were published. */
async function endingsIn(folder: vscode.WorkspaceFolder | undefined): Promise<readonly string[]> {
  const found = folder === undefined ? [] : endingsOf(await imagesIn(folder));
  return found.length === 0 ? [USUAL_ENDING] : found;
}

async function openOrMake(uri: vscode.Uri): Promise<vscode.TextDocument> {
  if ((await textOf(uri)) === undefined) {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { ignoreIfExists: true });
    await vscode.workspace.applyEdit(edit);
  }
  return vscode.workspace.openTextDocument(uri);
}

/** Undefined where there is no such file. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

function confOfWorkspace(): vscode.Uri | undefined {
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder && vscode.Uri.joinPath(folder.uri, CONF_NAME);
}

function hintsFor(
  document: vscode.TextDocument,
  { base, endings }: { readonly base: GlobalSync; readonly endings: readonly string[] },
  speech: Speech,
): vscode.Diagnostic[] {
  const text = document.getText();
  if (!isSkipping(text, base, endings)) return [];
  const { offset, length } = listRange(text) ?? { offset: 0, length: 1 };
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const message = speech.translate('Pymakr 1 does not sync {endings} files with this list.', {
    endings: namedEndings(endings),
  });
  const hint = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
  hint.source = 'LTE';
  hint.code = CODE;
  return [hint];
}

function quickFix(speech: Speech): vscode.CodeActionProvider {
  return {
    provideCodeActions: (document, _range, { diagnostics }) =>
      diagnostics
        .filter(({ code }) => code === CODE)
        .map((diagnostic) => {
          const action = new vscode.CodeAction(
            speech.translate('Include .dup files'),
            vscode.CodeActionKind.QuickFix,
          );
          action.command = { command: COMMAND, title: action.title, arguments: [document.uri] };
          action.diagnostics = [diagnostic];
          action.isPreferred = true;
          return action;
        }),
  };
}

/** Which Pymakr runs in this extension host; one on the other side of a remote window cannot be seen. */
function installedPymakr(): 'none' | 'one' | 'two' {
  const versions = pymakrIds.flatMap((id) => vscodeExtensionHost.extension(id)?.version ?? []);
  if (versions.length === 0) return 'none';
  return versions.some(isPymakrOne) ? 'one' : 'two';
}
