import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { folderStorage, sharedReport, sharedReportMarkdown, type UpgradeReport } from '../../upgrade';
import type { PanelState, StateIn } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import { settings } from '../settings';
import type { Speech } from '../speech';
import { reportJson } from './reportJson';
import { ReportKeeper } from './reportKeeper';
import { reportMarkdown } from './reportMarkdown';
import type { ReportOptions } from './reportOptions';

interface Needs {
  readonly storageUri: vscode.Uri;
  readonly extensionVersion: string;
  readonly store: PanelStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
}

/** Long enough to be read, short enough not to be in the way. */
const NOTE_MS = 4000;

/** Keeps a report of each upgrade in the extension's storage, and shows or copies the last. */
export class UpgradeReports implements Disposable {
  private readonly folder: vscode.Uri;
  private readonly keeper: ReportKeeper;
  private readonly listening: Disposable;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly needs: Needs) {
    this.folder = vscode.Uri.joinPath(needs.storageUri, 'reports');
    this.keeper = new ReportKeeper(folderStorage(this.folder.fsPath));
    let last = reportOf(needs.store.state);
    this.listening = needs.store.onChange((state) => {
      const report = reportOf(state);
      if (report === last) return;
      last = report;
      if (report !== null) this.keep(needs.store.state);
    });
  }

  async copy(): Promise<void> {
    const { store, speech } = this.needs;
    const text = reportMarkdown(store.state, this.options(), speech);
    if (text === null) return;
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(speech.translate('The report is on the clipboard.'), NOTE_MS);
  }

  /** What may be shown to everybody: of the board no number, no path, no name of a file. */
  async copyRehearsal(): Promise<void> {
    const { store, speech } = this.needs;
    const report = store.state.rehearsed;
    if (report === null) return;
    await vscode.env.clipboard.writeText(sharedReportMarkdown(sharedReport(report)));
    vscode.window.setStatusBarMessage(speech.translate('The rehearsal report is on the clipboard.'), NOTE_MS);
  }

  async openLast(): Promise<void> {
    await this.work;
    const { speech } = this.needs;
    const name = await this.keeper.newest();
    if (name === null) {
      void vscode.window.showInformationMessage(speech.translate('There is no upgrade report yet.'));
      return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(this.folder, name));
  }

  /** Resolves when the report of an upgrade that just ended is on the disk. */
  settled(): Promise<void> {
    return this.work;
  }

  dispose(): void {
    this.listening.dispose();
  }

  /** The report of an upgrade that is not the one on show: of one board of several. */
  keepOf(state: StateIn<'done'>): void {
    this.keep(state);
  }

  private keep(state: PanelState): void {
    const { clock, logger, speech } = this.needs;
    const markdown = reportMarkdown(state, this.options(), speech);
    const json = reportJson(state, this.options());
    if (markdown === null || json === null) return;
    const at = clock.wallTime();
    // One after the other: boards that end in the same second must not take one another's name.
    const kept = this.work.then(() => this.keeper.keep(at, { markdown, json }));
    this.work = kept.then(
      (name) => logger.info(`the report is kept as ${vscode.Uri.joinPath(this.folder, name).fsPath}`),
      (error: unknown) => logger.warn(`the report could not be kept: ${String(error)}`),
    );
  }

  private options(): ReportOptions {
    return {
      extensionVersion: this.needs.extensionVersion,
      editor: `${vscode.env.appName} ${vscode.version}`,
      platform: `${process.platform} ${process.arch}`,
      withImei: settings.reportImei(),
    };
  }
}

function reportOf(state: PanelState): UpgradeReport | null {
  return state.stage === 'done' ? state.report : null;
}
