import type { UpgradePlan } from '../../upgrade/plan/plan';
import type { UpgradeReport } from '../../upgrade/report';
import { bytesText, rateText } from '../quantities';
import type { Speech } from '../speech';
import type { ProgressView, WaitView } from './messages';
import type { StateIn } from './panelState';
import { remainingNow, type RunState } from './runState';

/** How far a run is, in words and numbers. @param now milliseconds since 1970 */
export function progressView(
  state: StateIn<'running' | 'done' | 'interrupted'>,
  speech: Speech,
  now: number,
): ProgressView {
  const { plan, run } = state;
  const report = state.stage === 'done' ? state.report : null;
  const moving = state.stage === 'running';
  const { transfer, cancel } = run;
  const rate = moving && run.wait === null ? (transfer?.rate ?? 0) : 0;
  return {
    percent: percentOf(run),
    phase: moving ? phaseText(run, plan, speech) : endText(run, plan, report, speech),
    bytes:
      transfer === null
        ? null
        : speech.translate('{done} of {total}', {
            done: bytesText(speech, transfer.bytes),
            total: bytesText(speech, transfer.total),
          }),
    rate: rate > 0 ? rateText(speech, rate) : null,
    moving,
    elapsedSeconds: report?.seconds ?? secondsBetween(run.startedAt, now),
    remainingSeconds: moving ? remainingNow(run, now) : null,
    wait: moving && run.wait !== null ? waitView(run.wait, speech, now) : null,
    cancelling: moving && cancel.kind === 'waiting' ? speech.render(cancel.reason) : null,
    samples: run.samples,
  };
}

/** Rounded down, so that 100 is only reached at the very end. */
export function percentOf({ fraction }: RunState): number {
  return Math.min(100, Math.max(0, Math.floor(fraction * 100)));
}

/** What goes on now: the running step's title. */
export function phaseText(run: RunState, plan: UpgradePlan, speech: Speech): string {
  const step = plan.steps.find(({ id }) => id === run.activeStep);
  if (run.cancel.kind === 'asked') return speech.translate('Cancelling…');
  return step === undefined ? speech.translate('Starting') : speech.render(step.title);
}

function endText(run: RunState, plan: UpgradePlan, report: UpgradeReport | null, speech: Speech): string {
  if (report?.outcome === 'upgraded') return speech.translate('Finished');
  const step = plan.steps.find(({ id }) => id === run.activeStep);
  return step === undefined
    ? speech.translate('Stopped')
    : speech.translate('Stopped at: {step}', { step: speech.render(step.title) });
}

export function waitView(wait: NonNullable<RunState['wait']>, speech: Speech, now: number): WaitView {
  return {
    reason: speech.render(wait.reason),
    ...(wait.kind === 'hand'
      ? {
          patience: speech.translate('You have until {time}.'),
          overdue: speech.translate('You had until {time}.'),
        }
      : {
          patience: speech.translate('Silence is normal here until {time}.'),
          overdue: speech.translate('It was expected by {time}; still waiting.'),
        }),
    secondsLeft: secondsBetween(now, wait.until),
  };
}

function secondsBetween(from: number, to: number): number {
  return (to - from) / 1000;
}
