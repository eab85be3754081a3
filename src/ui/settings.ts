import * as vscode from 'vscode';
import type { MethodName } from '../upgrade';

const SECTION = 'lteUpgrade';
export type NotificationWish = 'always' | 'whenHidden' | 'never';

const NOTIFICATION_WISHES: readonly NotificationWish[] = ['always', 'whenHidden', 'never'];
const METHODS: readonly (MethodName | 'auto')[] = ['auto', 'flash', 'sd', 'uart', 'wireless'];

/** The method that VS Code is still writing down: who chooses one and starts at once means this one. */
let methodBeingKept: MethodName | 'auto' | undefined;

/** The user's settings, read afresh each time; the one place that knows their keys. */
export const settings = {
  /** Device path of the board's port, or null when it is to be asked for. */
  port(): string | null {
    const port = vscode.workspace.getConfiguration(SECTION).get<string>('port', '').trim();
    return port === '' ? null : port;
  },
  method(): MethodName | 'auto' {
    if (methodBeingKept !== undefined) return methodBeingKept;
    const method = vscode.workspace.getConfiguration(SECTION).get<string>('method', 'auto');
    return METHODS.find((known) => known === method) ?? 'auto';
  },
  async keepMethod(method: MethodName | 'auto'): Promise<void> {
    const configuration = vscode.workspace.getConfiguration(SECTION);
    // If the workspace has its own value, the user's value would change nothing.
    const { Global, Workspace } = vscode.ConfigurationTarget;
    const ofWorkspace = configuration.inspect('method')?.workspaceValue !== undefined;
    methodBeingKept = method;
    try {
      await configuration.update('method', method, ofWorkspace ? Workspace : Global);
    } finally {
      // Another may have been chosen meanwhile.
      if (methodBeingKept === method) methodBeingKept = undefined;
    }
  },
  /** Whether what was copied to the board is removed once the modem is upgraded. */
  cleanUp(): boolean {
    return vscode.workspace.getConfiguration(SECTION).get<boolean>('cleanUp', false);
  },
  /** Whether uploads may raise the board's baud rate. */
  fastUpload(): boolean {
    return vscode.workspace.getConfiguration(SECTION).get<boolean>('fastUpload', true);
  },
  /** Whether reports may hold the modem's IMEI. */
  reportImei(): boolean {
    const configuration = vscode.workspace.getConfiguration(SECTION);
    // Up to version 1.1 it was called by the second name, whose title in the settings read "Report Imei".
    return configuration.get<boolean>('reportIMEI', false) || configuration.get<boolean>('reportImei', false);
  },
  /** Whether what goes over the wire is written down. */
  recordTranscript(): boolean {
    return vscode.workspace.getConfiguration(SECTION).get<boolean>('recordTranscript', false);
  },
  /** When notifications show what the panel shows, too. */
  notifications(): NotificationWish {
    const wish = vscode.workspace.getConfiguration(SECTION).get<string>('notifications', 'whenHidden');
    return NOTIFICATION_WISHES.find((known) => known === wish) ?? 'whenHidden';
  },
  onChange(listener: () => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) listener();
    });
  },
};
