import type { Clock } from '../../base/clock';
import { type Disposable, toDisposable } from '../../base/disposable';
import type { Speech } from '../speech';
import type { ToPanel } from './messages';
import type { PanelState } from './panelState';
import type { PanelStore } from './panelStore';
import { logText, panelView } from './panelView';

/** Faster than the eye needs, slow enough that drawing never holds the transfer up. */
const LEAST_INTERVAL_MS = 100;

export interface PanelUpdates extends Disposable {
  /** Sends everything again: the browser side has just started. Nothing is sent before the first call. */
  restart(): void;
  /** Out of sight there is nobody to send to, and nothing is worked out. */
  setVisible(visible: boolean): void;
}

/** Sends the panel what changed: the view at a bounded rate, and each line of the log once. */
export function panelUpdates(
  store: PanelStore,
  speech: Speech,
  clock: Clock,
  post: (message: ToPanel) => void,
): PanelUpdates {
  const ended = new AbortController();
  let started = false;
  let visible = true;
  let waiting = false;
  let linesSent = 0;
  let logSent = store.state.log.number;

  const sendLog = ({ log }: PanelState): void => {
    const total = log.dropped + log.lines.length;
    if (log.number !== logSent) linesSent = 0;
    else if (total === linesSent) return;
    logSent = log.number;
    const fresh = log.lines.slice(Math.max(0, linesSent - log.dropped));
    post({ type: 'log', first: linesSent, lines: fresh.map((line) => logText(speech, line)) });
    linesSent = total;
  };
  const send = (): void => {
    if (!visible) return;
    // The log first: with the view the document is whole.
    sendLog(store.state);
    post({ type: 'view', view: panelView(store.state, speech, clock.wallTime()) });
  };
  const sendSoon = (): void => {
    if (waiting || !started || !visible) return;
    waiting = true;
    clock.sleep(LEAST_INTERVAL_MS, ended.signal).then(
      () => {
        waiting = false;
        send();
      },
      () => undefined,
    );
  };

  const watch = store.onChange(sendSoon);
  return {
    restart: () => {
      started = true;
      linesSent = 0;
      post({ type: 'log', first: 0, lines: [] });
      send();
    },
    setVisible: (now) => {
      if (now === visible) return;
      visible = now;
      // A document that was kept has missed what happened since; a new one asks for everything itself.
      sendSoon();
    },
    ...toDisposable(() => {
      ended.abort();
      watch.dispose();
    }),
  };
}
