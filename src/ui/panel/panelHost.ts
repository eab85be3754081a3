import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import type { Speech } from '../speech';
import { type FromPanel, parseFromPanel, type ToPanel, visibleMessage } from './messages';
import { panelHtml } from './panelHtml';
import type { PanelStore } from './panelStore';
import { panelUpdates } from './panelUpdates';

const VIEW_TYPE = 'lteUpgrade.panel';

interface Needs {
  readonly store: PanelStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
  readonly extensionUri: vscode.Uri;
  readonly onMessage: (message: FromPanel) => void;
}

/** The panel's host side: one webview at most, which can be closed, hidden, moved and brought back at any time. */
export class PanelHost implements Disposable, vscode.WebviewPanelSerializer {
  private readonly sights = new Emitter<void>();
  /** The panel may have come into view or gone out of it. */
  readonly onChangeVisible = this.sights.event;
  private panel: vscode.WebviewPanel | null = null;
  private readonly held = new DisposableStore();

  constructor(private readonly needs: Needs) {
    this.held.add(vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this));
    this.held.add(
      toDisposable(() => {
        this.panel?.dispose();
      }),
    );
  }

  get visible(): boolean {
    return this.panel?.visible ?? false;
  }

  reveal(): void {
    if (this.panel !== null) {
      this.panel.reveal();
      return;
    }
    const { speech } = this.needs;
    this.closeUnfilled();
    this.fill(
      vscode.window.createWebviewPanel(VIEW_TYPE, speech.translate('LTE modem'), vscode.ViewColumn.Active),
    );
  }

  /** A panel that a reload left in the background is brought back only when it is looked at: beside a new one it would be a second. */
  private closeUnfilled(): void {
    const left = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(VIEW_TYPE));
    if (left.length === 0) return;
    vscode.window.tabGroups
      .close(left, true)
      .then(undefined, (error: unknown) =>
        this.needs.logger.warn(`the panel that was left could not be closed: ${String(error)}`),
      );
  }

  /** VS Code brings the panel of the last session back. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.panel?.dispose();
    this.fill(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.held.dispose();
  }

  private fill(panel: vscode.WebviewPanel): void {
    const { store, clock, logger, speech, extensionUri, onMessage } = this.needs;
    const place = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(extensionUri, ...path);
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [place('dist'), place('media')] };
    panel.iconPath = place('media', 'icon.png');
    const post = (message: ToPanel): void => {
      webview
        .postMessage(visibleMessage(message))
        .then(undefined, (error: unknown) => logger.debug(`the panel took no message: ${String(error)}`));
    };
    const updates = panelUpdates(store, speech, clock, post);
    webview.onDidReceiveMessage((received: unknown) => {
      const message = parseFromPanel(received);
      if (message === null) logger.warn('the panel sent a message that is not known; it was dropped');
      else if (message.type === 'ready') updates.restart();
      else onMessage(message);
    });
    panel.onDidChangeViewState(() => {
      updates.setVisible(panel.visible);
      this.sights.fire();
    });
    panel.onDidDispose(() => {
      updates.dispose();
      if (this.panel === panel) this.panel = null;
      this.sights.fire();
    });
    this.panel = panel;
    this.sights.fire();
    webview.html = panelHtml(
      {
        script: webview.asWebviewUri(place('dist', 'webview.js')).toString(),
        styles: ['panel.css', 'panelRun.css', 'panelSeveral.css'].map((name) =>
          webview.asWebviewUri(place('media', name)).toString(),
        ),
        cspSource: webview.cspSource,
        nonce: randomBytes(16).toString('hex'),
        language: speech.language,
      },
      speech,
    );
  }
}
