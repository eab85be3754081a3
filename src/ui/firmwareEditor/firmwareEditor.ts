import { type ChosenFile, type UpgradeService } from '../../upgrade';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { type SealedBlock, sealedBlocks } from '../../firmware/sealedBlocks';
import { failureToTell } from '../failures';
import type { FirmwareFit } from '../flow/firmwareFit';
import type { LastFound } from '../flow/lastFound';
import type { Speech } from '../speech';
import { chosenFile, workspaceFiles } from '../workspaceFiles';
import { type FirmwareEditorView, firmwareEditorHtml, isEditorPress } from './firmwareEditorHtml';

const VIEW_TYPE = 'lteUpgrade.firmware';

interface Needs {
  readonly extensionUri: vscode.Uri;
  readonly service: Pick<UpgradeService, 'check'>;
  readonly fit: FirmwareFit;
  readonly lastFound: LastFound;
  readonly upgrade: (files: readonly ChosenFile[]) => void;
  readonly readVersion: () => void;
  readonly logger: Logger;
  readonly speech: Speech;
}

/** Shows what a firmware file is instead of its bytes. It reads the file and writes nothing. */
export function firmwareEditor(needs: Needs): Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: ({ uri }, panel) => fill(panel, uri, needs),
  };
  return vscode.window.registerCustomEditorProvider(VIEW_TYPE, provider, {
    supportsMultipleEditorsPerDocument: true,
  });
}

async function fill(panel: vscode.WebviewPanel, uri: vscode.Uri, needs: Needs): Promise<void> {
  const { extensionUri, lastFound, upgrade, readVersion, logger, speech } = needs;
  const { webview } = panel;
  const media = vscode.Uri.joinPath(extensionUri, 'media');
  webview.options = { enableScripts: true, localResourceRoots: [media] };
  const held = new DisposableStore();
  const closed = new AbortController();
  panel.onDidDispose(() => {
    closed.abort();
    held.dispose();
  });
  let latest = 0;
  const draw = async (): Promise<void> => {
    const turn = ++latest;
    const view = await viewOf(uri, needs, closed.signal);
    if (turn !== latest || closed.signal.aborted) return;
    const addresses = {
      styles: ['panel.css', 'firmwareEditor.css'].map((name) =>
        webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString(),
      ),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
    };
    webview.html = firmwareEditorHtml(view, addresses, speech);
  };
  const redraw = (): void => {
    draw().catch((error: unknown) => logger.warn(`the firmware file is not shown: ${String(error)}`));
  };
  held.add(lastFound.onChange(redraw));
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), chosenFile(uri).name),
  );
  held.add(watcher);
  held.add(watcher.onDidChange(redraw));
  held.add(
    webview.onDidReceiveMessage((message: unknown) => {
      if (!isEditorPress(message)) return;
      if (message.press === 'upgrade') upgrade([chosenFile(uri)]);
      else readVersion();
    }),
  );
  await draw();
}

async function viewOf(uri: vscode.Uri, needs: Needs, signal: AbortSignal): Promise<FirmwareEditorView> {
  const { service, fit, lastFound, logger } = needs;
  const file = chosenFile(uri);
  try {
    const source = await workspaceFiles.open(file);
    try {
      const { description } = await service.check(source);
      const blocks: readonly SealedBlock[] = description.kind === 'updater' ? [] : await sealedBlocks(source);
      const answer = description.kind === 'updater' ? null : await fit.of([file], signal);
      return {
        name: file.name,
        checked: { description, blocks, fit: answer },
        wasRead: lastFound.finding !== null,
      };
    } finally {
      await source.close();
    }
  } catch (error) {
    return { name: file.name, trouble: failureToTell(error, logger), wasRead: lastFound.finding !== null };
  }
}
