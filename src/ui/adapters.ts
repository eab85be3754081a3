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

/** The signal that VS Code's cancel button aborts. */
export function abortSignalOf(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
