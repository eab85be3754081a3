import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import type { PanelState } from './panel/panelState';
import type { PanelStore } from './panel/panelStore';

/** What the menus' conditions and the walkthrough's ticks ask: how far this window has come. */
export function contextKeys(store: PanelStore, logger: Logger): Disposable {
  const set = (key: string, value: boolean): void => {
    vscode.commands
      .executeCommand('setContext', `lteUpgrade.${key}`, value)
      .then(undefined, (error: unknown) =>
        logger.warn(`the context ${key} could not be set: ${String(error)}`),
      );
  };
  let last = '';
  const update = ({ stage, finding, files, report }: PanelState): void => {
    const keys = {
      read: finding !== null && finding.kind !== 'silent',
      checked: files.length > 0,
      running: stage === 'running',
      hasReport: report !== null,
      upgraded: report?.outcome === 'upgraded',
    };
    const now = JSON.stringify(keys);
    if (last === now) return;
    last = now;
    for (const [key, value] of Object.entries(keys)) set(key, value);
  };
  update(store.state);
  return store.onChange(update);
}
