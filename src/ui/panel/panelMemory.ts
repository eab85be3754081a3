import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { Storage } from '../storage';
import type { PanelState } from './panelState';
import { afterReload, type PanelStore } from './panelStore';

const KEY = 'panel';
/** Another shape is not read back. */
const SHAPE = 2;

/** The state that a former session of this window left, made fit to be shown again. */
export function rememberedState(storage: Storage): PanelState | undefined {
  const stored = storage.get(KEY);
  if (typeof stored !== 'object' || stored === null || !('shape' in stored) || !('state' in stored))
    return undefined;
  return stored.shape === SHAPE ? afterReload(stored.state as PanelState) : undefined;
}

/** Keeps the state whenever its stage or its step changes; in between only figures move. */
export function rememberState(store: PanelStore, storage: Storage, logger: Logger): Disposable {
  let last = '';
  return store.onChange((state) => {
    const milestone = `${state.stage} ${state.run?.activeStep ?? ''}`;
    if (milestone === last) return;
    last = milestone;
    storage
      .update(KEY, { shape: SHAPE, state })
      .then(undefined, (error: unknown) =>
        logger.warn(`the panel's state could not be kept: ${String(error)}`),
      );
  });
}
