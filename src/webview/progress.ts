import type { ProgressView } from '../ui/panel/messages';
import { clockText } from './clockText';
import { element, setText, show } from './dom';
import { drawPlot } from './plot';

const TICK_MS = 1000;
/** An estimate below this is not worth a number. */
const SOON_S = 1;

let current: { readonly view: ProgressView; readonly receivedAt: number } | null = null;

export function drawProgress(view: ProgressView | null): void {
  show('running', view !== null);
  current = view === null ? null : { view, receivedAt: performance.now() };
  if (view === null) return;
  setText('phase', view.phase);
  setText('percent', `${view.percent} %`);
  const bar = element('progress');
  bar.setAttribute('aria-valuenow', String(view.percent));
  bar.setAttribute('aria-valuetext', `${view.percent} %`);
  element('progress-fill').style.width = `${view.percent}%`;
  drawFigure('bytes', view.bytes);
  drawFigure('rate', view.rate);
  setText('cancelling', view.cancelling ?? '');
  show('cancelling', view.cancelling !== null);
  drawTimes();
  drawPlot(view.samples);
}

/** What is not known has no place: a dash would be one more thing to read. */
function drawFigure(id: 'remaining' | 'bytes' | 'rate', text: string | null): void {
  setText(id, text ?? '');
  show(`${id}-figure`, text !== null);
}

/** Counts elapsed and remaining on between two messages. */
export function startTicking(): void {
  setInterval(drawTimes, TICK_MS);
}

function drawTimes(): void {
  if (current === null) return;
  const { view, receivedAt } = current;
  const since = view.moving ? (performance.now() - receivedAt) / 1000 : 0;
  setText('elapsed', clockText(view.elapsedSeconds + since));
  const left = view.remainingSeconds === null ? null : view.remainingSeconds - since;
  drawFigure('remaining', left === null || left < SOON_S ? null : clockText(left));
  show('wait', view.wait !== null);
  if (view.wait === null) return;
  // The end of the wait in the reader's own time of day, whichever clock the other machine keeps.
  const waitLeft = view.wait.secondsLeft - since;
  const until = new Date(Date.now() + waitLeft * 1000);
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(until);
  setText('wait-reason', view.wait.reason);
  setText('wait-until', (waitLeft > 0 ? view.wait.patience : view.wait.overdue).replace('{time}', time));
}
