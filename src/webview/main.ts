import type { ToPanel } from '../ui/panel/messages';
import { connectButtons, drawHeading } from './heading';
import { appendLog } from './log';
import { drawOutcome } from './outcome';
import { drawPlan } from './plan';
import { watchSurroundings } from './plot';
import { drawProgress, startTicking } from './progress';
import { registerToolkit } from './toolkit';
import { send } from './vscodeApi';

registerToolkit();
connectButtons();
watchSurroundings();
startTicking();

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  if (data.type === 'log') {
    appendLog(data.first, data.lines);
    return;
  }
  const { view } = data;
  document.body.dataset['stage'] = view.stage;
  document.body.dataset['mark'] = view.mark;
  document.querySelector('main')?.setAttribute('aria-busy', String(view.stage === 'busy'));
  drawHeading(view);
  drawOutcome(view.outcome);
  drawProgress(view.progress);
  drawPlan(view);
});

send({ type: 'ready' });
