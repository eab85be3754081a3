import type { Phrase } from '../base/phrase';
import type { PlanSummary } from './plan/plan';
import type { UpgradeReport } from './report';
import type { Listener } from '../base/emitter';
import type { Logger } from '../base/logger';

/** What happens during a run, in order. Every user interface renders these and decides nothing itself. */
export type UpgradeEvent =
  | PlanEvent
  | StepEvent
  | ProgressEvent
  | WaitEvent
  | NoticeEvent
  | MovedEvent
  | CancellingEvent
  | UpgradeReport;

export interface PlanEvent {
  readonly type: 'plan';
  readonly plan: PlanSummary;
}

export type StepEvent = {
  readonly type: 'step';
  readonly id: string;
  /** Position in the plan, from 0. */
  readonly index: number;
} & StepProgress;

/** A step that started and turned out not to be needed, or that nobody did, is `skipped`, and never `done`. */
export type StepProgress =
  { readonly state: 'started' | 'done' } | { readonly state: 'skipped'; readonly reason: Phrase };

export interface ProgressEvent {
  readonly type: 'progress';
  readonly id: string;
  /** Bytes acknowledged so far in this step, and how many there are. */
  readonly bytes: number;
  readonly total: number;
  /** Bytes a second over the last seconds. */
  readonly rate: number;
  /** Of the whole plan, 0 to 1, by the steps' weights. */
  readonly fraction: number;
  /** Seconds to the end of the whole plan, as far as it can be told. */
  readonly remainingSeconds: number;
}

/** What is waited for, and the time of day (ms since 1970) until which that is normal. */
export interface WaitEvent {
  readonly type: 'wait';
  readonly id: string;
  readonly kind: WaitKind;
  readonly reason: Phrase;
  readonly until: number;
}

/** `silence`: it ends by itself. `hand`: a person has to do what the reason asks for. */
export type WaitKind = 'silence' | 'hand';

/** A wait that ends sooner is over before anybody who only reads along has looked at the clock. */
const LONG_WAIT_MS = 60_000;

/** Whether its end is worth telling where nothing else moves, too. @param now milliseconds since 1970 */
export function isLongWait({ until }: Pick<WaitEvent, 'until'>, now: number): boolean {
  return until - now >= LONG_WAIT_MS;
}

export interface NoticeEvent {
  readonly type: 'notice';
  readonly level: 'detail' | 'info' | 'warning';
  readonly text: Phrase;
}

/** The board's power was off, and it came back under another name of the port. */
export interface MovedEvent {
  readonly type: 'moved';
  /** Where it is now. */
  readonly port: string;
}

/** Cancel was asked for and will happen at the next safe point, which `reason` names. */
export interface CancellingEvent {
  readonly type: 'cancelling';
  readonly reason: Phrase;
}

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
