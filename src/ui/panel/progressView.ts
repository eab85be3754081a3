import { durationText, roughSeconds } from '../../base/duration';
import type { PlanSummary } from '../../upgrade';
import { bytesText, rateText } from '../quantities';
import type { Speech } from '../speech';
import type { PlotView, ProgressView, StepProgressView, WaitView } from './messages';
import type { StateIn } from './panelState';
import { phasesOf, phaseTitle } from './phases';
import { fractionNow, remainingNow, type RunState, stepNow, type Wait, wholeOf } from './runState';

/** How far a run is, in words and numbers. @param now milliseconds since 1970 */
export function progressView({ plan, run }: StateIn<'running'>, speech: Speech, now: number): ProgressView {
  const { transfer, cancel, wait } = run;
  const rate = wait === null ? (transfer?.rate ?? 0) : 0;
  return {
    phase: phaseText(run, plan, speech),
    step: stepProgressView(run, plan, speech, now),
    whole: { least: run.fraction, ...wholeOf(run, plan) },
    bytes:
      transfer === null
        ? null
        : speech.translate('{done} of {total}', {
            done: bytesText(speech, transfer.bytes),
            total: bytesText(speech, transfer.total),
          }),
    rate: rate > 0 ? rateText(speech, rate) : null,
    elapsedSeconds: secondsBetween(run.startedAt, now),
    remainingSeconds: remainingNow(run, now),
    wait: wait === null ? null : waitView(wait, speech, now),
    cancelling: cancel.kind === 'waiting' ? speech.render(cancel.reason) : null,
    plot: plotView(run, plan, speech, now),
  };
}

/** "2:10 of about 3 min; up to 5 min is normal" */
function stepProgressView(
  run: RunState,
  plan: PlanSummary,
  speech: Speech,
  now: number,
): StepProgressView | null {
  const step = stepNow(run, plan, now);
  if (step === null) return null;
  const about = durationText(roughSeconds(step.expectedSeconds));
  const { wait } = run;
  const limit = wait === null || step.share !== null ? null : secondsBetween(run.stepBegan, wait.until);
  if (limit === null)
    return { ...step, time: speech.translate('{elapsed} of about {about}', { about }), late: null };
  return {
    ...step,
    time:
      limit > step.expectedSeconds
        ? speech.translate('{elapsed} of about {about}; up to {limit} is normal', {
            about,
            limit: durationText(roughSeconds(limit)),
          })
        : speech.translate('{elapsed} of about {about}', { about }),
    late: {
      afterSeconds: Math.max(limit, step.expectedSeconds),
      time: speech.translate('{elapsed}, longer than usual. Keep waiting, and leave the board connected.'),
    },
  };
}

function plotView(run: RunState, plan: PlanSummary, speech: Speech, now: number): PlotView | null {
  if (run.samples.length === 0) return null;
  const marks = phasesOf(plan.steps).flatMap(({ name, steps: [first] }) => {
    const seconds = first === undefined ? undefined : run.stepStarts[first.id];
    return seconds === undefined ? [] : [{ seconds, label: phaseTitle(speech, name) }];
  });
  const elapsed = secondsBetween(run.startedAt, now);
  return { samples: run.samples, marks, spanSeconds: Math.round(elapsed + (remainingNow(run, now) ?? 0)) };
}

/** Rounded down, so that 100 is only reached at the very end. @param now milliseconds since 1970 */
export function percentOf({ run, plan }: Pick<StateIn<'running'>, 'run' | 'plan'>, now: number): number {
  return Math.min(100, Math.max(0, Math.floor(fractionNow(run, plan, now) * 100)));
}

/** What goes on now: the running step's title. */
export function phaseText(run: RunState, plan: PlanSummary, speech: Speech): string {
  const step = plan.steps.find(({ id }) => id === run.activeStep);
  if (run.cancel.kind === 'asked') return speech.translate('Cancelling…');
  return step === undefined ? speech.translate('Starting') : speech.render(step.title);
}

export function waitView(wait: Wait, speech: Speech, now: number): WaitView {
  return {
    reason: speech.render(wait.reason),
    patience: speech.translate('No output until {time} is normal.'),
    overdue: speech.translate('Expected by {time}. Still waiting.'),
    secondsLeft: secondsBetween(now, wait.until),
  };
}

function secondsBetween(from: number, to: number): number {
  return (to - from) / 1000;
}
