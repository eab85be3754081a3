import type { Phrase } from '../../base/phrase';
import type { ProgressEvent, StepEvent, UpgradeEvent, WaitEvent } from '../../upgrade/events';
import type { UpgradePlan } from '../../upgrade/plan/plan';
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
  /** Of the whole plan, 0 to 1; it never goes back. */
  readonly fraction: number;
  readonly transfer: { readonly bytes: number; readonly total: number; readonly rate: number } | null;
  /** Seconds to the end, as known at `remainingAt` (ms since 1970). */
  readonly remainingSeconds: number | null;
  readonly remainingAt: number;
  readonly wait: Pick<WaitEvent, 'kind' | 'reason' | 'until'> | null;
  readonly cancel: CancelState;
  readonly samples: readonly Sample[];
}

/** Cancel was not asked for, was asked for, or waits for a safe point that `reason` names. */
export type CancelState =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'waiting'; readonly reason: Phrase };

/** The plot needs no more points than it is wide; the excess is thinned out. */
export const MOST_SAMPLES = 240;

export function startedRun(plan: UpgradePlan, at: number): RunState {
  return {
    startedAt: at,
    activeStep: null,
    doneSteps: [],
    skippedSteps: [],
    stepSeconds: {},
    stepBegan: at,
    fraction: 0,
    transfer: null,
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

export function afterEvent(run: RunState, plan: UpgradePlan, event: UpgradeEvent, at: number): RunState {
  switch (event.type) {
    case 'step':
      return afterStep(run, plan, event, at);
    case 'progress':
      return afterProgress(run, event, at);
    case 'wait':
      return {
        ...run,
        wait: { kind: event.kind, reason: event.reason, until: event.until },
        samples: run.transfer === null ? run.samples : thinned([...run.samples, sampleAt(run, at, 0)]),
      };
    case 'cancelling':
      return { ...run, cancel: { kind: 'waiting', reason: event.reason } };
    case 'report':
      return { ...run, wait: null, fraction: event.outcome === 'upgraded' ? 1 : run.fraction };
    case 'plan':
    case 'notice':
      return run;
  }
}

function afterStep(run: RunState, plan: UpgradePlan, event: StepEvent, at: number): RunState {
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
    fraction: Math.max(run.fraction, fraction),
    transfer: done ? run.transfer : null,
    remainingSeconds: sum(plan.steps.slice(passed.length).map(({ expectedSeconds }) => expectedSeconds)),
    remainingAt: at,
    wait: null,
  };
}

function afterProgress(run: RunState, event: ProgressEvent, at: number): RunState {
  // Silence ends only now; a rate that is not known yet is no sample.
  const silent = run.wait === null || run.transfer === null ? [] : [sampleAt(run, at, 0)];
  const moving = event.rate === 0 ? [] : [sampleAt(run, at, event.rate)];
  return {
    ...run,
    fraction: Math.max(run.fraction, event.fraction),
    transfer: { bytes: event.bytes, total: event.total, rate: event.rate },
    remainingSeconds: event.remainingSeconds,
    remainingAt: at,
    wait: null,
    samples: thinned([...run.samples, ...silent, ...moving]),
  };
}

function sampleAt({ startedAt }: RunState, at: number, rate: number): Sample {
  return [(at - startedAt) / 1000, rate];
}

/** Spreads them evenly over the time, with the first and the last among them. */
function thinned(samples: readonly Sample[]): readonly Sample[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || samples.length <= MOST_SAMPLES) return samples;
  const leastGap = (2 * (last[0] - first[0])) / MOST_SAMPLES;
  const kept: Sample[] = [first];
  let keptAt = first[0];
  for (const sample of samples.slice(1, -1)) {
    if (sample[0] - keptAt < leastGap) continue;
    kept.push(sample);
    keptAt = sample[0];
  }
  return [...kept, last];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
