import * as vscode from 'vscode';
import type { Dialogs } from '../flow/dialogs';
import type { Notifications } from '../notifications';
import type { PanelHost } from '../panel/panelHost';
import type { Speech } from '../speech';
import { pickFirmware } from './firmwareDialog';
import { pickPort } from './portDialog';

/** The flow's questions, asked by VS Code's own means. */
export function vscodeDialogs(speech: Speech, panel: PanelHost, notifications: Notifications): Dialogs {
  return {
    pickPort: (choices) => pickPort(choices, speech),
    pickFirmware: () => pickFirmware(speech),
    confirm: async ({ message, detail, yes }) =>
      (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes,
    tell: (notice) => notifications.show(notice),
    revealPanel: () => panel.reveal(),
    isPanelVisible: () => panel.visible,
  };
}
