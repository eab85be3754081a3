import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { Dialogs } from '../flow/dialogs';
import type { Notifications } from '../notifications';
import type { PanelHost } from '../panel/panelHost';
import { settings } from '../settings';
import type { Speech } from '../speech';
import { pickFirmware } from './firmwareDialog';
import { pickPort } from './portDialog';
import { pickBoards, pickFolder } from './severalDialog';

interface Needs {
  readonly speech: Speech;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly panel: PanelHost;
  readonly notifications: Notifications;
}

/** The flow's questions, asked by VS Code's own means. */
export function vscodeDialogs({ speech, clock, logger, panel, notifications }: Needs): Dialogs {
  return {
    pickPort: (picking) => pickPort(picking, { clock, logger, speech }),
    pickFirmware: () => pickFirmware(speech),
    pickFolder: () => pickFolder(speech),
    pickBoards: (list) => pickBoards(list, { clock, logger, speech }),
    askPassword: async (archive, wrong) =>
      vscode.window.showInputBox({
        title: speech.translate('Password of {archive}', { archive }),
        prompt: wrong
          ? speech.translate(
              'That password didn’t open the archive. You find the password in the members’ area of Pycom’s forum.',
            )
          : speech.translate('You find the password in the members’ area of Pycom’s forum.'),
        password: true,
        ignoreFocusOut: true,
      }),
    wantsKept: async () => {
      const keep = speech.translate('Save');
      const question = speech.translate('Save this password in VS Code’s secret storage?');
      return (await vscode.window.showInformationMessage(question, keep, speech.translate('No'))) === keep;
    },
    confirm: async ({ message, detail, yes }) =>
      (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes,
    confirmOr: async ({ message, detail, yes }, instead) => {
      const picked = await vscode.window.showWarningMessage(message, { modal: true, detail }, instead, yes);
      return picked === instead ? 'instead' : picked === yes ? 'yes' : undefined;
    },
    tell: (notice) => notifications.show(notice),
    revealPanel: () => panel.reveal(),
    mention: (notice) => {
      const isSeen = panel.visible && vscode.window.state.focused;
      switch (settings.notifications()) {
        case 'always':
          notifications.show(notice);
          break;
        case 'whenHidden':
          if (!isSeen) notifications.show(notice);
          break;
        case 'never':
          // What went wrong is never kept quiet.
          if (notice.level !== 'info') panel.reveal();
          break;
      }
    },
  };
}
