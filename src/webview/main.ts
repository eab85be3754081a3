import * as v from 'valibot';
import { fitted, type Schema } from '../base/schema';
import type { PanelView, ToPanel } from '../ui/panel/messages';
import { watchDrops } from './drop';
import { keepingFocus, watchFocus } from './focus';
import { connectButtons, drawHeading } from './heading';
import { appendLog, watchLog } from './log';
import { drawOutcome } from './outcome';
import { restorePlace } from './place';
import { drawPlan } from './plan';
import { watchSurroundings } from './plot';
import { drawProgress, drawRequest, startTicking } from './progress';
import { drawRecovery } from './recovery';
import { drawRehearsal } from './rehearsal';
import { drawSeveral, startTickingSeveral } from './several';
import { registerToolkit } from './toolkit';
import { send } from './vscodeApi';

const VIEW: Schema<object> = v.looseObject({ stage: v.string(), headline: v.string() });

/** Anything else in the window may send messages, too. A view is the host's own: only that it is one is checked. */
const TO_PANEL: Schema<ToPanel> = v.variant('type', [
  v.object({ type: v.literal('log'), first: v.number(), lines: v.array(v.string()) }),
  v.object({ type: v.literal('view'), view: v.custom<PanelView>((view) => v.is(VIEW, view)) }),
]);

registerToolkit();
connectButtons();
watchFocus();
watchDrops();
watchLog();
watchSurroundings();
startTicking();
startTickingSeveral();

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = fitted(TO_PANEL, data);
  if (message === undefined) return;
  if (message.type === 'log') appendLog(message.first, message.lines);
  else keepingFocus(() => draw(message.view));
});

send({ type: 'ready' });

function draw(view: PanelView): void {
  document.body.dataset['stage'] = view.stage;
  document.body.dataset['mark'] = view.mark;
  drawHeading(view);
  drawRequest(view.request);
  drawOutcome(view.outcome);
  drawProgress(view.progress);
  drawRehearsal(view.rehearsal);
  drawSeveral(view.several);
  drawRecovery(view.recovery);
  drawPlan(view);
  restorePlace();
}
