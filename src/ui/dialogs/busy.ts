import * as vscode from 'vscode';
import { unlinked } from '../escaped';

/**
 * Does something under a notification that tells it, and that it can be cancelled in.
 * @param signal of whatever this is a part of
 */
export async function busy<T>(
  title: string,
  signal: AbortSignal,
  work: (say: (text: string) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const cancelled = new AbortController();
      const listening = token.onCancellationRequested(() => cancelled.abort());
      try {
        const either = AbortSignal.any([signal, cancelled.signal]);
        return await work((message) => progress.report({ message: unlinked(message) }), either);
      } finally {
        listening.dispose();
      }
    },
  );
}
