import type * as vscode from 'vscode';
import type { Logger } from '../base/logger';

/** VS Code's log channel as the project's logger; the channel's own level decides what is kept. */
export function channelLogger(channel: vscode.LogOutputChannel): Logger {
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
  };
}
