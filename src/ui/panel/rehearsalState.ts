import type { Phrase } from '../../base/phrase';
import type { WaitEvent } from '../../upgrade/events';
import type { MethodName } from '../../upgrade/plan';
import type { CheckReport, RehearsalEvent, RehearsalReport } from '../../upgrade/rehearsal/rehearsal';

/** Where a rehearsal is, folded from its events; with its report once it is over. */
export interface RehearsalState {
  readonly method: MethodName;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Those that are over, in their order. */
  readonly checks: readonly CheckReport[];
  readonly current: { readonly id: string; readonly title: Phrase } | null;
  /** How many checks there are; 0 before the first. */
  readonly total: number;
  readonly wait: Pick<WaitEvent, 'kind' | 'reason' | 'until'> | null;
  readonly cancelAsked: boolean;
  /** Null while it goes on, and for one that was cut off. */
  readonly report: RehearsalReport | null;
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
    report: null,
  };
}

export function afterRehearsalEvent(before: RehearsalState, event: RehearsalEvent): RehearsalState {
  switch (event.type) {
    case 'check': {
      const { id, title, total, result } = event;
      return result === null
        ? { ...before, total, current: { id, title }, wait: null }
        : { ...before, total, current: null, wait: null, checks: [...before.checks, result] };
    }
    case 'wait':
      return { ...before, wait: { kind: event.kind, reason: event.reason, until: event.until } };
    case 'rehearsal':
      return { ...before, current: null, wait: null, checks: event.checks, report: event };
    case 'notice':
      return before;
  }
}
