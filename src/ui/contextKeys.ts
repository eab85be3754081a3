import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { Logger } from '../base/logger';
import type { PanelStore } from './panel/panelStore';
import type { PortWork } from './portWork';
import type { ReadingStore } from './readingStore';

interface Needs {
  readonly store: PanelStore;
  readonly work: Pick<PortWork, 'running' | 'severalRunning' | 'onChange'>;
  readonly readings: ReadingStore;
  readonly logger: Logger;
}

/** What the menus' conditions and the walkthrough's ticks ask: how far this window has come, and what goes on in it. */
export function contextKeys({ store, work, readings, logger }: Needs): Disposable {
  const set = (key: string, value: boolean): void => {
    vscode.commands
      .executeCommand('setContext', `lteUpgrade.${key}`, value)
      .then(undefined, (error: unknown) =>
        logger.warn(`the context ${key} could not be set: ${String(error)}`),
      );
  };
  let last = '';
  const update = (): void => {
    const { state } = store;
    const { stage, found, files, rehearsed } = state;
    const keys = {
      read: found !== null && found.finding.kind !== 'silent',
      checked: files.length > 0,
      // The walkthrough's step is an upgrade; commands wait for whatever runs.
      running: stage === 'running',
      busy: work.running,
      several: work.severalRunning,
      hasReport: stage === 'done',
      hasRehearsal: rehearsed !== null,
      rehearsed: rehearsed !== null && rehearsed.verdict !== 'notReady',
      upgraded: stage === 'done' && state.report.outcome === 'upgraded',
      used: stage !== 'empty' || readings.all.length > 0,
    };
    const now = JSON.stringify(keys);
    if (last === now) return;
    last = now;
    for (const [key, value] of Object.entries(keys)) set(key, value);
  };
  update();
  const held = new DisposableStore();
  held.add(store.onChange(update));
  held.add(work.onChange(update));
  held.add(readings.onChange(update));
  return held;
}
