import * as v from 'valibot';
import type { Disposable } from '../../base/disposable';
import { fitted, type Schema, text } from '../../base/schema';
import type { Storage } from '../storage';
import { PANEL_STATE } from './panelSchema';
import type { PanelState } from './panelState';
import { afterReload, type PanelStore } from './panelStore';

const KEY = 'panel';

interface Kept {
  readonly version: string;
  readonly state: PanelState;
}

const KEPT: Schema<Kept> = v.object({ version: text, state: PANEL_STATE });

/** The state of the panel over a reload of its window. What another version of the extension kept is not read back. */
export class PanelMemory {
  constructor(
    private readonly storage: Storage,
    private readonly extensionVersion: string,
  ) {}

  /** The state that a former session of this window left, made fit to be shown again. */
  recall(): PanelState | undefined {
    const kept = fitted(KEPT, this.storage.get(KEY));
    return kept?.version === this.extensionVersion ? afterReload(kept.state) : undefined;
  }

  /** Keeps the state whenever its stage or its step changes; in between only figures move. */
  follow(store: PanelStore): Disposable {
    let last = '';
    return store.onChange((state) => {
      const milestone = `${state.stage} ${stepOf(state) ?? ''} ${severalOf(state)}`;
      if (milestone === last) return;
      last = milestone;
      this.storage.keep(KEY, { version: this.extensionVersion, state } satisfies Kept);
    });
  }
}

function severalOf({ several }: PanelState): string {
  if (several === null) return '';
  const { course, rows, unfolded } = several;
  const boards = rows.map(({ board: { phase, end, doing }, run }) => [
    phase,
    end?.result,
    doing?.template,
    run?.activeStep,
  ]);
  return JSON.stringify([course, boards, unfolded]);
}

function stepOf(state: PanelState): string | null | undefined {
  if (state.stage === 'running') return state.run.activeStep;
  return state.stage === 'rehearsing' ? state.rehearsal.current?.id : null;
}
