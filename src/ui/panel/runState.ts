import { expectedShare } from '../../base/expectedShare';
import { type Phrase, render } from '../../base/phrase';
import type { ProgressEvent, StepEvent, UpgradeEvent, PlanSummary, WaitEvent } from '../../upgrade';
import type { Sample } from './messages';

/** Where a running upgrade is, folded from its events. */
export interface RunState {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly activeStep: string | null;
  readonly doneSteps: readonly string[];
  /** Those that were passed without being done. */
  readonly skippedSteps: readonly string[];
  /** What each finished step took, by its id, in seconds. */
  readonly stepSeconds: Readonly<Record<string, number>>;
  /** When the active step began, in milliseconds since 1970. */
  readonly stepBegan: number;
  /** When each step began, in seconds since the start, by its id. */
  readonly stepStarts: Readonly<Record<string, number>>;
  /** Of the whole plan, 0 to 1, as far as steps and bytes tell; it never goes back. */
  readonly fraction: number;
  readonly transfer: { readonly bytes: number; readonly total: number; readonly rate: number } | null;
  /** What went to the modem, and the time that this alone took: without its pauses, and without a person's. */
  readonly sent: { readonly bytes: number; readonly seconds: number };
  /** When bytes moved last (ms since 1970); null after a pause. */
  readonly sentAt: number | null;
  /** Seconds to the end, as known at `remainingAt` (ms since 1970). */
  readonly remainingSeconds: number | null;
  readonly remainingAt: number;
  readonly wait: Wait | null;
  readonly cancel: CancelState;
  readonly samples: readonly Sample[];
}

/** What is waited for; both times in milliseconds since 1970. */
export type Wait = Pick<WaitEvent, 'kind' | 'reason' | 'until'> & { readonly since: number };

/** Cancel was not asked for, was asked for, or waits for a safe point that `reason` names. */
export type CancelState =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'waiting'; readonly reason: Phrase };

/** The plot needs no more points than it is wide; the excess is thinned out. */
export const MOST_SAMPLES = 240;

export function startedRun(plan: PlanSummary, at: number): RunState {
  return {
    startedAt: at,
    activeStep: null,
    doneSteps: [],
    skippedSteps: [],
    stepSeconds: {},
    stepBegan: at,
    stepStarts: {},
    fraction: 0,
    transfer: null,
    sent: { bytes: 0, seconds: 0 },
    sentAt: null,
    remainingSeconds: plan.expectedSeconds,
    remainingAt: at,
    wait: null,
    cancel: { kind: 'none' },
    samples: [],
  };
}

/** Seconds to the end as they are now, however long ago they were told. @param now milliseconds since 1970 */
export function remainingNow({ remainingSeconds, remainingAt }: RunState, now: number): number | null {
  return remainingSeconds === null ? null : Math.max(0, remainingSeconds - (now - remainingAt) / 1000);
}

export function afterEvent(run: RunState, plan: PlanSummary, event: UpgradeEvent, at: number): RunState {
  switch (event.type) {
    case 'step':
      return afterStep(run, plan, event, at);
    case 'progress':
      return afterProgress(run, plan, event, at);
    case 'wait':
      return {
        ...run,
        wait: waitOf(event, at, run.wait),
        sentAt: null,
        samples: withGap(run, at),
      };
    case 'cancelling':
      return { ...run, cancel: { kind: 'waiting', reason: event.reason } };
    case 'report':
      return { ...run, wait: null, fraction: event.outcome === 'upgraded' ? 1 : run.fraction };
    case 'plan':
    case 'notice':
    case 'moved':
      return run;
  }
}

function afterStep(run: RunState, plan: PlanSummary, event: StepEvent, at: number): RunState {
  const done = event.state !== 'started';
  const passed = plan.steps.slice(0, done ? event.index + 1 : event.index);
  const whole = sum(plan.steps.map(({ weight }) => weight));
  const fraction = whole === 0 ? 0 : sum(passed.map(({ weight }) => weight)) / whole;
  return {
    ...run,
    activeStep: done ? (run.activeStep === event.id ? null : run.activeStep) : event.id,
    doneSteps: event.state === 'done' ? [...run.doneSteps, event.id] : run.doneSteps,
    skippedSteps: event.state === 'skipped' ? [...run.skippedSteps, event.id] : run.skippedSteps,
    stepSeconds: done ? { ...run.stepSeconds, [event.id]: (at - run.stepBegan) / 1000 } : run.stepSeconds,
    stepBegan: done ? run.stepBegan : at,
    stepStarts: done ? run.stepStarts : { ...run.stepStarts, [event.id]: secondsAt(run, at) },
    fraction: Math.max(run.fraction, fraction),
    transfer: done ? run.transfer : null,
    remainingSeconds: sum(plan.steps.slice(passed.length).map(({ expectedSeconds }) => expectedSeconds)),
    remainingAt: at,
    wait: null,
    sentAt: null,
    samples: withGap(run, at),
  };
}

function afterProgress(run: RunState, plan: PlanSummary, event: ProgressEvent, at: number): RunState {
  const kind = plan.steps.find(({ id }) => id === event.id)?.action.kind;
  // A rate that is not known yet is no sample.
  const moving: Sample[] = event.rate === 0 ? [] : [[secondsAt(run, at), event.rate]];
  return {
    ...run,
    // The board's tool sends several files, and its longest part comes after them: of that only the time tells.
    fraction: kind === 'runOnBoard' ? run.fraction : Math.max(run.fraction, event.fraction),
    sent: kind === 'upload' ? run.sent : sentAfter(run, event, at),
    sentAt: at,
    transfer: { bytes: event.bytes, total: event.total, rate: event.rate },
    ...(kind !== 'runOnBoard' && { remainingSeconds: event.remainingSeconds, remainingAt: at }),
    wait: null,
    samples: thinned([...run.samples, ...moving]),
  };
}

/** What moved since the last time, where nothing paused in between. */
function sentAfter({ sent, sentAt, transfer }: RunState, event: ProgressEvent, at: number): RunState['sent'] {
  if (sentAt === null || transfer === null || event.bytes < transfer.bytes) return sent;
  return {
    bytes: sent.bytes + event.bytes - transfer.bytes,
    seconds: sent.seconds + (at - sentAt) / 1000,
  };
}

/** The same request that is made again goes on since the first time. */
export function waitOf({ kind, reason, until }: WaitEvent, at: number, before: Wait | null = null): Wait {
  const isSame = before !== null && before.kind === kind && render(before.reason) === render(reason);
  return { kind, reason, until, since: isSame ? before.since : at };
}

/** In a pause nothing is sent, and nothing is drawn. */
function withGap(run: RunState, at: number): readonly Sample[] {
  const last = run.samples.at(-1);
  return last === undefined || last[1] === null
    ? run.samples
    : thinned([...run.samples, [secondsAt(run, at), null]]);
}

function secondsAt({ startedAt }: RunState, at: number): number {
  return (at - startedAt) / 1000;
}

/** Bytes a second while bytes were sent; null where it was over too soon to tell. */
export function sendingRate({ sent }: RunState): number | null {
  return sent.seconds < 1 || sent.bytes === 0 ? null : sent.bytes / sent.seconds;
}

/** How far the step is that goes on. `share`: by its bytes, where they tell; else only its time does. */
export interface StepProgressNow {
  readonly share: number | null;
  readonly elapsedSeconds: number;
  readonly expectedSeconds: number;
}

/** Null between two steps. @param now milliseconds since 1970 */
export function stepNow(
  { activeStep, stepBegan, transfer }: RunState,
  plan: PlanSummary,
  now: number,
): StepProgressNow | null {
  const step = plan.steps.find(({ id }) => id === activeStep);
  if (step === undefined) return null;
  const isCounted = transfer !== null && transfer.total > 0 && step.action.kind !== 'runOnBoard';
  return {
    share: isCounted ? transfer.bytes / transfer.total : null,
    elapsedSeconds: Math.max(0, (now - stepBegan) / 1000),
    expectedSeconds: step.expectedSeconds,
  };
}

/** The whole, 0 to 1: `done` before the step that goes on, and what that adds when it is over. */
export function wholeOf(run: RunState, plan: PlanSummary): { readonly done: number; readonly step: number } {
  const index = plan.steps.findIndex(({ id }) => id === run.activeStep);
  const whole = sum(plan.steps.map(({ weight }) => weight));
  if (index < 0 || whole === 0) return { done: run.fraction, step: 0 };
  const before = sum(plan.steps.slice(0, index).map(({ weight }) => weight));
  return { done: before / whole, step: (plan.steps[index]?.weight ?? 0) / whole };
}

/** The whole as it is now: it moves with the bytes, and with the time where nothing else tells. @param now milliseconds since 1970 */
export function fractionNow(run: RunState, plan: PlanSummary, now: number): number {
  const step = stepNow(run, plan, now);
  if (step === null) return run.fraction;
  const whole = wholeOf(run, plan);
  const share = step.share ?? expectedShare(step.elapsedSeconds, step.expectedSeconds);
  return Math.max(run.fraction, whole.done + whole.step * share);
}

/** Spreads them evenly over the time, with the first and the last among them. */
function thinned(samples: readonly Sample[]): readonly Sample[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || samples.length <= MOST_SAMPLES) return samples;
  const leastGap = (2 * (last[0] - first[0])) / MOST_SAMPLES;
  const kept: Sample[] = [first];
  let keptAt = first[0];
  for (const sample of samples.slice(1, -1)) {
    // A gap stays one, however short.
    if (sample[1] !== null && sample[0] - keptAt < leastGap) continue;
    kept.push(sample);
    keptAt = sample[0];
  }
  return [...kept, last];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
