import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import type { PanelState } from './panel/panelState';
import type { PanelStore } from './panel/panelStore';

/** What the menus' conditions ask: whether an upgrade runs, and whether there is a report. */
export function contextKeys(store: PanelStore, logger: Logger): Disposable {
  const set = (key: string, value: boolean): void => {
    vscode.commands
      .executeCommand('setContext', `lteUpgrade.${key}`, value)
      .then(undefined, (error: unknown) =>
        logger.warn(`the context ${key} could not be set: ${String(error)}`),
      );
  };
  let last = '';
  const update = ({ stage, report }: PanelState): void => {
    const [running, hasReport] = [stage === 'running', report !== null];
    if (last === `${running} ${hasReport}`) return;
    last = `${running} ${hasReport}`;
    set('running', running);
    set('hasReport', hasReport);
  };
  update(store.state);
  return store.onChange(update);
}
