import type { PanelView, ToPanel } from '../ui/panel/messages';
import { keepingFocus, watchFocus } from './focus';
import { connectButtons, drawHeading } from './heading';
import { appendLog, watchLog } from './log';
import { drawOutcome } from './outcome';
import { restorePlace } from './place';
import { drawPlan } from './plan';
import { watchSurroundings } from './plot';
import { drawProgress, startTicking } from './progress';
import { drawRehearsal } from './rehearsal';
import { registerToolkit } from './toolkit';
import { send } from './vscodeApi';

registerToolkit();
connectButtons();
watchFocus();
watchLog();
watchSurroundings();
startTicking();

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isToPanel(data)) return;
  if (data.type === 'log') appendLog(data.first, data.lines);
  else keepingFocus(() => draw(data.view));
});

send({ type: 'ready' });

function draw(view: PanelView): void {
  document.body.dataset['stage'] = view.stage;
  document.body.dataset['mark'] = view.mark;
  drawHeading(view);
  drawOutcome(view.outcome);
  drawProgress(view.progress);
  drawRehearsal(view.rehearsal);
  drawPlan(view);
  restorePlace();
}

/** Whatever else is in the window may send messages, too. */
function isToPanel(data: unknown): data is ToPanel {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'log' ? 'lines' in data : data.type === 'view' && 'view' in data;
}
