import { Emitter } from '../../base/emitter';
import { type PanelAction, reduce } from './panelReducer';
import { EMPTY_PANEL, known, type PanelState } from './panelState';

/** Holds the state of the user interface; everything that shows it listens here. */
export class PanelStore {
  private readonly changes = new Emitter<PanelState>();
  readonly onChange = this.changes.event;

  constructor(private held: PanelState = EMPTY_PANEL) {}

  get state(): PanelState {
    return this.held;
  }

  dispatch(action: PanelAction): void {
    const next = reduce(this.held, action);
    if (next === this.held) return;
    this.held = next;
    this.changes.fire(next);
  }
}

/**
 * What is shown again after a reload. What was running then is not any more, and checked files have to be read
 * again, so those stages end here.
 */
export function afterReload(state: PanelState): PanelState {
  switch (state.stage) {
    case 'running':
      return { ...state, stage: 'interrupted', unfinished: null };
    case 'rehearsing': {
      const { checks } = state.rehearsal;
      return { ...known(state), stage: 'rehearsalInterrupted', checks };
    }
    case 'busy':
    case 'checked':
    case 'ready':
      return { ...EMPTY_PANEL, rehearsed: state.rehearsed };
    case 'empty':
    case 'found':
    case 'upToDate':
    case 'refused':
    case 'rehearsed':
    case 'rehearsalInterrupted':
    case 'done':
    case 'interrupted':
      return state;
  }
}
