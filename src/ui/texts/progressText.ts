import type { PanelState } from '../panel/panelState';
import { percentOf, phaseText } from '../panel/progressView';
import { durationText, rateText } from '../quantities';
import type { Speech } from '../speech';

/** One line that says what is going on: `Send CATM1-41065.dup · 42 % · 46.1 kB/s · 1 min 20 s left` */
export function progressText(state: PanelState, speech: Speech): string {
  const { run, plan, activity } = state;
  if (state.stage !== 'running' || run === null) return activity === null ? '' : speech.render(activity);
  if (run.cancel.kind === 'waiting') return speech.render(run.cancel.reason);
  const parts = [phaseText(run, plan, speech), `${percentOf(run)} %`];
  if (run.wait !== null)
    parts.push(speech.say('silence is normal until {time}', { time: speech.timeOfDay(run.wait.until) }));
  else if (run.transfer !== null && run.transfer.rate > 0) parts.push(rateText(speech, run.transfer.rate));
  if (run.remainingSeconds !== null)
    parts.push(speech.say('{time} left', { time: durationText(run.remainingSeconds) }));
  return parts.join(' · ');
}
