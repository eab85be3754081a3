import type { Listener } from '../base/emitter';
import type { Logger } from '../base/logger';
import type { UpgradeEvent } from './events';

/** Whoever shows the events must not be able to break off an upgrade by failing at it. */
export function safeListener(onEvent: Listener<UpgradeEvent>, logger: Logger): Listener<UpgradeEvent> {
  return (event) => {
    try {
      onEvent(event);
    } catch (error) {
      logger.warn(`an event could not be shown: ${String(error)}`);
    }
  };
}
