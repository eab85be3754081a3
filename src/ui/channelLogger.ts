import type * as vscode from 'vscode';
import type { Logger } from '../base/logger';
import { visible } from '../base/visibleText';

/** VS Code's log channel as the project's logger; the channel's own level decides what is kept. One message is one line. */
export function channelLogger(channel: vscode.LogOutputChannel): Logger {
  return {
    debug: (message) => channel.debug(visible(message)),
    info: (message) => channel.info(visible(message)),
    warn: (message) => channel.warn(visible(message)),
  };
}
