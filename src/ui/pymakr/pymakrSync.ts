import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { UpgradeError } from '../../base/upgradeError';
import { allowDup, listRange, skipsDup } from '../../project/pymakrConf';
import type { Speech } from '../speech';
import { installedPymakr } from './installedPymakr';

const CONF_NAME = 'pymakr.conf';
const CONF: vscode.DocumentFilter = { pattern: `**/${CONF_NAME}`, scheme: 'file' };
const COMMAND = 'lteUpgrade.allowDup';
const CODE = 'dup-not-synced';
/** Remembered for the workspace: the offer is made once. */
const OFFERED_KEY = 'pymakr.offered';

interface SyncParts {
  readonly speech: Speech;
  readonly storage: vscode.Memento;
  readonly logger: Logger;
}

/**
 * Pymakr 1 leaves `.dup` files out of its sync unless `pymakr.conf` lists them: a command, a hint in the editor with
 * its quick fix, and an offer where a `.dup` file lies in such a project. Pymakr 2 has no such list and needs nothing.
 */
export function pymakrSync({ speech, storage, logger }: SyncParts): Disposable {
  const held = new DisposableStore();
  const hints = held.add(vscode.languages.createDiagnosticCollection('lteUpgrade'));

  const allow = async (clicked?: unknown): Promise<void> => {
    const uri = clicked instanceof vscode.Uri ? clicked : await confOfWorkspace(speech);
    if (!uri) return;
    try {
      await rewrite(uri, speech);
    } catch (error) {
      if (!(error instanceof UpgradeError)) throw error;
      await vscode.window.showErrorMessage(`${speech.render(error.sentence)} ${speech.render(error.remedy)}`);
    }
  };
  const hint = (document: vscode.TextDocument): void => {
    if (!document.uri.path.endsWith(`/${CONF_NAME}`)) return;
    hints.set(document.uri, installedPymakr() === 'two' ? [] : hintsFor(document, speech));
  };

  held.add(vscode.commands.registerCommand(COMMAND, allow));
  held.add(
    vscode.languages.registerCodeActionsProvider(CONF, quickFix(speech), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
  held.add(vscode.workspace.onDidOpenTextDocument(hint));
  held.add(vscode.workspace.onDidChangeTextDocument(({ document }) => hint(document)));
  held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => hints.delete(uri)));
  vscode.workspace.textDocuments.forEach(hint);
  offerOnce(storage, speech).catch((error: unknown) => logger.warn(`pymakr.conf: ${String(error)}`));
  return held;
}

/** Writes the whole file or nothing, through the editor's own edit, so that it can be undone and is saved at once. */
async function rewrite(uri: vscode.Uri, speech: Speech): Promise<void> {
  if (installedPymakr() === 'two') {
    await vscode.window.showInformationMessage(
      speech.say('Pymakr 2 syncs .dup files as they are; nothing needs to change.'),
    );
    return;
  }
  const document = await openOrMake(uri);
  const { text, changed } = allowDup(document.getText());
  if (changed) {
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    edit.replace(uri, all, text);
    if (!(await vscode.workspace.applyEdit(edit)) || !(await document.save())) return;
  }
  await vscode.window.showInformationMessage(
    speech.say(changed ? 'Pymakr now syncs .dup files.' : 'Pymakr syncs .dup files already.'),
  );
}

async function openOrMake(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { ignoreIfExists: true });
    await vscode.workspace.applyEdit(edit);
  }
  return vscode.workspace.openTextDocument(uri);
}

async function confOfWorkspace(speech: Speech): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder) return vscode.Uri.joinPath(folder.uri, CONF_NAME);
  await vscode.window.showInformationMessage(speech.say('Open the folder of your project first.'));
  return undefined;
}

function hintsFor(document: vscode.TextDocument, speech: Speech): vscode.Diagnostic[] {
  const text = document.getText();
  try {
    if (!skipsDup(text)) return [];
    const { offset, length } = listRange(text) ?? { offset: 0, length: 1 };
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    const message = speech.say('Pymakr 1 does not sync .dup files with this list.');
    const hint = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
    hint.source = 'LTE';
    hint.code = CODE;
    return [hint];
  } catch (error) {
    // While it is being typed it need not parse; its own language says so.
    if (error instanceof UpgradeError) return [];
    throw error;
  }
}

function quickFix(speech: Speech): vscode.CodeActionProvider {
  return {
    provideCodeActions: (document, _range, { diagnostics }) =>
      diagnostics
        .filter(({ code }) => code === CODE)
        .map((diagnostic) => {
          const action = new vscode.CodeAction(
            speech.say('Let .dup files through'),
            vscode.CodeActionKind.QuickFix,
          );
          action.command = { command: COMMAND, title: action.title, arguments: [document.uri] };
          action.diagnostics = [diagnostic];
          action.isPreferred = true;
          return action;
        }),
  };
}

async function offerOnce(storage: vscode.Memento, speech: Speech): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder || storage.get<boolean>(OFFERED_KEY) === true || installedPymakr() === 'two') return;
  const uri = vscode.Uri.joinPath(folder.uri, CONF_NAME);
  const images = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, '**/*.[dD][uU][pP]'),
    null,
    1,
  );
  if (images.length === 0) return;
  let text: string;
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // No project of Pymakr's.
    return;
  }
  try {
    if (!skipsDup(text)) return;
  } catch (error) {
    if (error instanceof UpgradeError) return;
    throw error;
  }
  await storage.update(OFFERED_KEY, true);
  const yes = speech.say('Let them through');
  const answer = await vscode.window.showInformationMessage(
    speech.say('Pymakr’s sync leaves out the .dup files of this project.'),
    yes,
  );
  if (answer === yes) await vscode.commands.executeCommand(COMMAND, uri);
}
