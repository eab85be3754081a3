import { durationText } from '../../base/duration';
import type { Phrase } from '../../base/phrase';
import { isLongWait } from '../../upgrade';
import type { Activity, PanelState, StateIn } from '../panel/panelState';
import { percentOf, phaseText } from '../panel/progressView';
import type { RehearsalState } from '../panel/rehearsalState';
import { percentOfRehearsal, rehearsalPhase } from '../panel/rehearsalView';
import { requestIn } from '../panel/requestView';
import { remainingNow } from '../panel/runState';
import { isRunning } from '../panel/severalState';
import { rateText } from '../quantities';
import type { Speech } from '../speech';
import { alsoHandsText, handsText, severalText } from './severalTexts';

/** An estimate below this is not worth a number. */
const SOON_S = 1;

/**
 * One line that says what is going on: `Send CATM1-41065.dup · 42 % · 46.1 kB/s · 1 min 20 s left`
 * @param now milliseconds since 1970
 */
export function progressText(state: PanelState, speech: Speech, now: number): string {
  const { several } = state;
  const request = requestIn(state, speech);
  if (request !== null) {
    const others = alsoHandsText(speech, several);
    return [
      request.title,
      speech.translate('waits for you until {time}', { time: speech.timeOfDay(request.until) }),
      ...(others === null ? [] : [others]),
    ].join(' · ');
  }
  if (several !== null && handsText(speech, several) !== null) return severalText(speech, several);
  if (state.stage === 'rehearsing') return rehearsingText(state.rehearsal, speech, now);
  if (state.stage === 'running') return runningText(state, speech, now);
  if (state.stage === 'busy') return activityText(speech, state.activity, now);
  return several !== null && isRunning(several) ? severalText(speech, several) : '';
}

function rehearsingText(rehearsal: RehearsalState, speech: Speech, now: number): string {
  const { wait } = rehearsal;
  const said = [rehearsalPhase(rehearsal, speech), `${percentOfRehearsal(rehearsal)} %`];
  return [...said, ...(wait === null ? [] : [waitText(wait.until, speech, now)])].join(' · ');
}

function runningText(state: StateIn<'running'>, speech: Speech, now: number): string {
  const { run, plan } = state;
  if (run.cancel.kind === 'waiting') return speech.render(run.cancel.reason);
  const parts = [phaseText(run, plan, speech), `${percentOf(state, now)} %`];
  if (run.wait !== null) parts.push(waitText(run.wait.until, speech, now));
  else if (run.transfer !== null && run.transfer.rate > 0) parts.push(rateText(speech, run.transfer.rate));
  const left = remainingNow(run, now) ?? 0;
  if (left >= SOON_S) parts.push(speech.translate('{time} left', { time: durationText(left) }));
  return parts.join(' · ');
}

/** What goes on outside of a run, and until when it may take. @param now milliseconds since 1970 */
function activityText(speech: Speech, { text, until }: Activity, now: number): string {
  const said = speech.render(text);
  return until === null ? said : `${said} · ${waitText(until, speech, now)}`;
}

/** The same of a silence that begins now, for `ms` milliseconds at most. @param now milliseconds since 1970 */
export function waitingText(speech: Speech, reason: Phrase, ms: number, now: number): string {
  const until = now + ms;
  return activityText(speech, { text: reason, until: isLongWait({ until }, now) ? until : null }, now);
}

function waitText(until: number, speech: Speech, now: number): string {
  const time = speech.timeOfDay(until);
  return now < until
    ? speech.translate('no output until {time} is normal', { time })
    : speech.translate('expected by {time}, still waiting', { time });
}
