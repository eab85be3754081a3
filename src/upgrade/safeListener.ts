import type { Listener } from '../base/emitter';
import type { Logger } from '../base/logger';

/** Whoever shows the events must not be able to break off an upgrade by failing at it. */
export function safeListener<T>(onEvent: Listener<T>, logger: Logger): Listener<T> {
  return (event) => {
    try {
      onEvent(event);
    } catch (error) {
      logger.warn(`an event could not be shown: ${String(error)}`);
    }
  };
}
