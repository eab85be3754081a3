import type { Clock } from '../base/clock';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { PanelStage } from './panel/messages';
import type { PanelHost } from './panel/panelHost';
import type { PanelState } from './panel/panelState';
import type { PanelStore } from './panel/panelStore';
import { percentOf } from './panel/progressView';
import { percentOfRehearsal } from './panel/rehearsalView';
import { requestIn } from './panel/requestView';
import { handsAwaited, isRunning, type SeveralState } from './panel/severalState';
import type { PortWork } from './portWork';
import { repeatedly } from './repeatedly';
import type { NotificationWish } from './settings';
import type { Speech } from './speech';
import { progressText } from './texts/progressText';
import { percentOfSeveral } from './texts/severalTexts';

/** The remaining time also counts down while no event arrives. */
const TICK_MS = 1000;

/** A notification that is on show until it is closed. */
export interface OpenNotification {
  /** @param link to the panel, under this text; null for none */
  report(message: string, percent: number, link: string | null): void;
  close(): void;
}

/** @param onCancel null where nothing is to be cancelled from there; VS Code takes the notification away when it is pressed */
export type OpenProgress = (title: string, onCancel: (() => void) | null) => OpenNotification;

interface Needs {
  readonly open: OpenProgress;
  readonly store: PanelStore;
  readonly work: Pick<PortWork, 'cancel' | 'ending' | 'severalEnding'>;
  /** Ends all boards at once, if the user says so. */
  readonly cancelSeveral: () => void;
  readonly panel: Pick<PanelHost, 'visible' | 'onChangeVisible'>;
  readonly wish: () => NotificationWish;
  readonly clock: Clock;
  readonly speech: Speech;
}

/** Which of them is to be on show: one that was cancelled, or asks for a person, makes room for one that cannot be cancelled. */
type Kind = 'cancellable' | 'ending' | 'request';

interface Shown {
  readonly kind: Kind;
  readonly stage: PanelStage;
  readonly notification: OpenNotification;
  readonly ticking: Disposable;
}

/** Shows the current work as a progress notification, for users who have hidden the panel. */
export function progressNotification(needs: Needs): Disposable {
  const { open, store, work, cancelSeveral, panel, wish, clock, speech } = needs;
  let shown: Shown | null = null;

  const wanted = (state: PanelState): Kind | null => {
    if (panel.visible && wish() !== 'always') return null;
    const { stage, port, several } = state;
    // The upgrade waits for the user, whatever the setting says.
    if (requestIn(state, speech) !== null || handsAwaited(several).length > 0) return 'request';
    if (wish() === 'never') return null;
    if (stage === 'several') return !isBusy(several) ? null : work.severalEnding ? 'ending' : 'cancellable';
    // Checking a file is over before a notification could be read.
    if (stage !== 'running' && stage !== 'rehearsing' && (stage !== 'busy' || port === null)) return null;
    return work.ending ? 'ending' : 'cancellable';
  };
  const close = (): void => {
    shown?.notification.close();
    shown?.ticking.dispose();
    shown = null;
  };
  /** VS Code has taken the notification away; the next update shows it again. */
  const askToCancelSeveral = (): void => {
    close();
    cancelSeveral();
    draw();
  };
  const draw = (): void => {
    const { state } = store;
    const kind = wanted(state);
    if (kind !== shown?.kind || state.stage !== shown.stage) close();
    if (kind === null) return;
    shown ??= {
      kind,
      stage: state.stage,
      notification: open(
        kind === 'request' ? speech.translate('LTE modem needs you') : speech.translate('LTE modem'),
        kind !== 'cancellable'
          ? null
          : () => (state.stage === 'several' ? askToCancelSeveral() : work.cancel()),
      ),
      ticking: repeatedly(clock, TICK_MS, draw),
    };
    const now = clock.wallTime();
    const link = kind === 'request' ? speech.translate('Show what to do') : null;
    shown.notification.report(progressText(state, speech, now), percentIn(state, now), link);
  };

  const held = new DisposableStore();
  held.add(store.onChange(draw));
  held.add(panel.onChangeVisible(draw));
  held.add({ dispose: close });
  return held;
}

/** While it only waits for the next board, there is nothing to tell. */
function isBusy(several: SeveralState | null): boolean {
  return several !== null && isRunning(several) && several.rows.some(({ board }) => board.end === null);
}

function percentIn(state: PanelState, now: number): number {
  if (state.stage === 'rehearsing') return percentOfRehearsal(state.rehearsal);
  if (state.stage === 'several') return percentOfSeveral(state.several);
  return state.stage === 'running' ? percentOf(state, now) : 0;
}
