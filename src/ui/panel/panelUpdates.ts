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
  /** Sends everything anew: the browser side has just started. Nothing is sent before the first call. */
  restart(): void;
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
    post({ type: 'view', view: panelView(store.state, speech, clock.wallTime()) });
    sendLog(store.state);
  };
  const sendSoon = (): void => {
    if (waiting || !started) return;
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
    ...toDisposable(() => {
      ended.abort();
      watch.dispose();
    }),
  };
}
