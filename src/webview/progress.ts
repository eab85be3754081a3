import { expectedShare } from '../base/expectedShare';
import type { ProgressView, RequestView, StepProgressView } from '../ui/panel/messages';
import { clockText } from './clockText';
import { element, setText, show } from './dom';
import { drawPlot } from './plot';

const TICK_MS = 1000;
/** An estimate below this is not worth a number. */
const SOON_S = 1;
/** Of the whole, what is shown while it is not over. */
const MOST_PERCENT = 99;

interface Received<T> {
  readonly view: T;
  /** On the browser's own clock, in ms. */
  readonly at: number;
}

let progress: Received<ProgressView> | null = null;
let request: Received<RequestView> | null = null;

export function drawProgress(view: ProgressView | null): void {
  show('running', view !== null);
  progress = view === null ? null : { view, at: performance.now() };
  drawPlot(view?.plot ?? null);
  if (view === null) return;
  setText('phase', view.phase);
  drawFigure('bytes', view.bytes);
  drawFigure('rate', view.rate);
  setText('cancelling', view.cancelling ?? '');
  show('cancelling', view.cancelling !== null);
  tick();
}

/** What a person is needed for: the top of the panel is a card then, with the time that is left. */
export function drawRequest(view: RequestView | null): void {
  request = view === null ? null : { view, at: performance.now() };
  show('request-picture', view !== null);
  show('countdown', view !== null);
  if (view === null) delete document.body.dataset['request'];
  else document.body.dataset['request'] = view.picture;
  tick();
}

/** What is not known has no place: a dash would be one more thing to read. */
function drawFigure(id: 'remaining' | 'bytes' | 'rate', text: string | null): void {
  setText(id, text ?? '');
  show(`${id}-figure`, text !== null);
}

/** Counts on between two messages: in the modem's silent minutes none comes. */
export function startTicking(): void {
  setInterval(tick, TICK_MS);
}

function tick(): void {
  const now = performance.now();
  if (progress !== null) drawTimes(progress.view, (now - progress.at) / 1000);
  if (request !== null) drawCountdown(request.view, (now - request.at) / 1000);
}

/** @param since seconds since the view came */
function drawTimes(view: ProgressView, since: number): void {
  const { step, whole, wait } = view;
  show('step-progress', step !== null);
  const share = step === null ? 0 : shareOf(step, since);
  if (step !== null) {
    drawBar('step', Math.min(MOST_PERCENT, 100 * share));
    setText('step-time', stepTime(step, since));
  }
  const percent = Math.min(100, Math.floor(100 * Math.max(whole.least, whole.done + whole.step * share)));
  drawBar('progress', percent);
  setText('percent', `${percent} %`);
  setText('elapsed', clockText(view.elapsedSeconds + since));
  const left = view.remainingSeconds === null ? null : view.remainingSeconds - since;
  drawFigure('remaining', left === null || left < SOON_S ? null : clockText(left));
  show('wait', wait !== null);
  if (wait === null) return;
  const waitLeft = wait.secondsLeft - since;
  setText('wait-reason', wait.reason);
  setText('wait-until', withTime(waitLeft > 0 ? wait.patience : wait.overdue, waitLeft));
}

function shareOf({ share, elapsedSeconds, expectedSeconds }: StepProgressView, since: number): number {
  return share ?? expectedShare(elapsedSeconds + since, expectedSeconds);
}

function stepTime({ elapsedSeconds, time, late }: StepProgressView, since: number): string {
  const elapsed = elapsedSeconds + since;
  const text = late !== null && elapsed > late.afterSeconds ? late.time : time;
  return text.replace('{elapsed}', clockText(elapsed));
}

function drawBar(id: 'step' | 'progress', percent: number): void {
  const bar = element(id === 'step' ? 'step-bar' : 'progress');
  bar.setAttribute('aria-valuenow', String(Math.floor(percent)));
  element(id === 'step' ? 'step-fill' : 'progress-fill').style.width = `${percent}%`;
}

function drawCountdown({ countdown, over, secondsLeft, totalSeconds }: RequestView, since: number): void {
  const left = secondsLeft - since;
  const text = withTime(left > 0 ? countdown : over, left).replace('{left}', clockText(left));
  setText('countdown-text', text);
  const share = totalSeconds > 0 ? Math.min(1, Math.max(0, left / totalSeconds)) : 0;
  element('countdown-fill').style.width = `${100 * share}%`;
}

/** In the reader's own time of day, whichever clock the other machine keeps. */
function withTime(text: string, secondsLeft: number): string {
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Date.now() + secondsLeft * 1000);
  return text.replace('{time}', time);
}
