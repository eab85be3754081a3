import type { Disposable } from '../../base/disposable';
import type { Storage } from '../storage';
import { speechIn } from '../speech';
import { EMPTY_PANEL, type PanelState } from './panelState';
import { afterReload, type PanelStore } from './panelStore';
import { panelView } from './panelView';

const KEY = 'panel';

/** The state of the panel over a reload of its window. What another version of the extension kept is not read back. */
export class PanelMemory {
  constructor(
    private readonly storage: Storage,
    private readonly extensionVersion: string,
  ) {}

  /** The state that a former session of this window left, made fit to be shown again. */
  recall(): PanelState | undefined {
    const stored = this.storage.get(KEY);
    if (typeof stored !== 'object' || stored === null || !('version' in stored) || !('state' in stored))
      return undefined;
    if (stored.version !== this.extensionVersion || !isPanelState(stored.state)) return undefined;
    return afterReload(stored.state);
  }

  /** Keeps the state whenever its stage or its step changes; in between only figures move. */
  follow(store: PanelStore): Disposable {
    let last = '';
    return store.onChange((state) => {
      const milestone = `${state.stage} ${state.run?.activeStep ?? ''} ${state.rehearsal?.current?.id ?? ''}`;
      if (milestone === last) return;
      last = milestone;
      this.storage.keep(KEY, { version: this.extensionVersion, state });
    });
  }
}

/**
 * Whether a record can be shown: each field is there and of its kind, and the panel can be drawn from it, since the inner parts are
 * too many to be checked one by one.
 */
function isPanelState(value: unknown): value is PanelState {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const fits = Object.entries(EMPTY_PANEL).every(([name, empty]) => {
    const field = fields.get(name);
    // What is null in an empty panel may be anything else; the others keep their kind.
    return empty === null ? field !== undefined : kindOf(field) === kindOf(empty);
  });
  if (!fits) return false;
  try {
    const state = value as PanelState;
    afterReload(state);
    panelView(state, speechIn('en'), 0);
    return true;
  } catch {
    return false;
  }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
