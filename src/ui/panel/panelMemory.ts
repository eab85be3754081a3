import type { Disposable } from '../../base/disposable';
import type { Storage } from '../storage';
import type { PanelState } from './panelState';
import { afterReload, type PanelStore } from './panelStore';

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
    return stored.version === this.extensionVersion ? afterReload(stored.state as PanelState) : undefined;
  }

  /** Keeps the state whenever its stage or its step changes; in between only figures move. */
  follow(store: PanelStore): Disposable {
    let last = '';
    return store.onChange((state) => {
      const milestone = `${state.stage} ${state.run?.activeStep ?? ''}`;
      if (milestone === last) return;
      last = milestone;
      this.storage.keep(KEY, { version: this.extensionVersion, state });
    });
  }
}
