import type { Phrase } from '../../base/phrase';
import type { CheckReport, MethodName, RehearsalEvent, RehearsalReport } from '../../upgrade';
import { type Wait, waitOf } from './runState';

/** Where a rehearsal is that goes on, folded from its events. */
export interface RehearsalState {
  readonly method: MethodName;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Those that are over, in their order. */
  readonly checks: readonly CheckReport[];
  readonly current: { readonly id: string; readonly title: Phrase } | null;
  /** How many checks there are; 0 before the first. */
  readonly total: number;
  readonly wait: Wait | null;
  readonly cancelAsked: boolean;
}

export function startedRehearsal(method: MethodName, at: number): RehearsalState {
  return {
    method,
    startedAt: at,
    checks: [],
    current: null,
    total: 0,
    wait: null,
    cancelAsked: false,
  };
}

export function afterRehearsalEvent(
  before: RehearsalState,
  event: Exclude<RehearsalEvent, RehearsalReport>,
  at: number,
): RehearsalState {
  switch (event.type) {
    case 'check': {
      const { id, title, total, result } = event;
      return result === null
        ? { ...before, total, current: { id, title }, wait: null }
        : { ...before, total, current: null, wait: null, checks: [...before.checks, result] };
    }
    case 'wait':
      return { ...before, wait: waitOf(event, at) };
    case 'notice':
    case 'moved':
      return before;
  }
}
