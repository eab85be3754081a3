import { Emitter } from '../../base/emitter';
import { type PanelAction, reduce } from './panelReducer';
import { EMPTY_PANEL, known, type PanelState } from './panelState';
import { cutOff } from './severalState';

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
export function afterReload(before: PanelState): PanelState {
  const several = cutOff(before.several);
  const state = withoutWork(before);
  if (several === null) return state;
  return state.stage === 'empty' || state.stage === 'several'
    ? { ...known(state), stage: 'several', several }
    : { ...state, several };
}

function withoutWork(state: PanelState): PanelState {
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
    case 'recovery':
      // What was found then may not be so any more: recovery looks first.
      return { ...known(state), stage: 'found', found: state.found };
    case 'empty':
    case 'found':
    case 'upToDate':
    case 'refused':
    case 'rehearsed':
    case 'rehearsalInterrupted':
    case 'done':
    case 'interrupted':
    case 'several':
      return state;
  }
}
