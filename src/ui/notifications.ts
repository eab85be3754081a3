import * as vscode from 'vscode';
import type { Logger } from '../base/logger';
import { unlinked } from './escaped';
import { buttonText, type Notice } from './texts/notices';
import type { NoticeButton } from './texts/nextSteps';
import type { Speech } from './speech';

export type NoticeActions = Readonly<Record<NoticeButton, () => void>>;

/** Shows a notice and does what its buttons say; nobody waits for the user here. */
export class Notifications {
  constructor(
    private readonly speech: Speech,
    private readonly logger: Logger,
    private readonly actions: NoticeActions,
  ) {}

  show(notice: Notice): void {
    this.ask(notice).catch((error: unknown) =>
      this.logger.warn(`a notification could not be shown: ${String(error)}`),
    );
  }

  private async ask({ level, text, buttons }: Notice): Promise<void> {
    const items = buttons.map((button) => ({ title: buttonText(this.speech, button), button }));
    const pressed = await showAt(level)(unlinked(text), ...items);
    if (pressed !== undefined) this.actions[pressed.button]();
  }
}

type Show = <T extends vscode.MessageItem>(message: string, ...items: T[]) => Thenable<T | undefined>;

function showAt(level: Notice['level']): Show {
  switch (level) {
    case 'info':
      return vscode.window.showInformationMessage;
    case 'warning':
      return vscode.window.showWarningMessage;
    case 'error':
      return vscode.window.showErrorMessage;
  }
}
