import type { StepAction } from './plan';

/** Whether the modem's firmware may be another one, or its state another than before, after the step has begun. */
export function mayChangeModem(action: StepAction): boolean {
  if (action.kind === 'transfer') return action.way === 'ON_THE_FLY';
  // In recovery the board may replace the factory's bootrom.
  if (action.kind === 'enterMirror') return action.recovery;
  // A modem in its updater is not as it was, as the report says, too: it may stay there.
  return ['bootUpdater', 'loadUpdater', 'apply', 'leaveUpdater', 'runOnBoard'].includes(action.kind);
}
