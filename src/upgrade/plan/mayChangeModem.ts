import type { StepAction } from './plan';

/** Whether the board's own tool is told by the step to write to the modem, and goes on with that without us. */
export function startsTool(action: StepAction): boolean {
  return action.kind === 'runOnBoard' || (action.kind === 'enterMirror' && action.recovery);
}

/**
 * Whether the modem is given something by the step. From then on it is remembered as one that may have changed, before it has:
 * the step that changes it must not have to wait for a disk.
 */
export function writesToModem(action: StepAction): boolean {
  return action.kind === 'transfer' || mayChangeModem(action);
}

/** Whether the modem's firmware may be another one, or its state another than before, after the step has begun. */
export function mayChangeModem(action: StepAction): boolean {
  if (action.kind === 'transfer') return action.way === 'ON_THE_FLY';
  // In recovery the board may replace the factory's bootrom.
  if (startsTool(action)) return true;
  // A modem in its updater is not as it was, as the report says, too: it may stay there.
  return ['bootUpdater', 'loadUpdater', 'apply', 'leaveUpdater'].includes(action.kind);
}
