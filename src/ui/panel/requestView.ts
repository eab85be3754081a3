import { contains } from '../../base/phrase';
import { BOARD_IS_OFF, POWER_OFF } from '../../base/powerOff';
import type { Speech } from '../speech';
import type { PanelView, RequestView } from './messages';
import type { PanelState } from './panelState';
import type { Wait } from './runState';

/** What a person is needed for now: it takes the place of everything else, since nothing goes on without it. */
export interface Request extends Pick<Wait, 'until' | 'since'> {
  /** The one thing to do, in a few words. */
  readonly title: string;
  readonly detail: string;
  readonly picture: RequestView['picture'];
}

/** Null while no person is awaited. */
export function requestIn(state: PanelState, speech: Speech): Request | null {
  const wait = waitIn(state);
  if (wait?.kind !== 'hand') return null;
  const { reason, until, since } = wait;
  const goesOn =
    state.stage === 'rehearsing'
      ? speech.translate('The rehearsal continues automatically when the board is back.')
      : speech.translate('The upgrade continues automatically when the board is back.');
  if (contains(reason, POWER_OFF))
    return {
      title: speech.translate('Unplug the board now'),
      detail: `${speech.render(reason)} ${goesOn}`,
      picture: 'unplug',
      until,
      since,
    };
  if (contains(reason, BOARD_IS_OFF))
    return {
      title: speech.translate('Plug the board back in'),
      detail: `${speech.translate('Wait ten seconds without power, then plug the board back in.')} ${goesOn}`,
      picture: 'plugIn',
      until,
      since,
    };
  return {
    title: speech.translate('The board is waiting for you'),
    detail: `${speech.render(reason)} ${goesOn}`,
    picture: 'plugIn',
    until,
    since,
  };
}

/** @param now milliseconds since 1970 */
export function requestView({ picture, until, since }: Request, speech: Speech, now: number): RequestView {
  return {
    picture,
    countdown: speech.translate('{left} left, until {time}'),
    over: speech.translate('The time ran out at {time}.'),
    secondsLeft: (until - now) / 1000,
    totalSeconds: (until - since) / 1000,
  };
}

/** The top of the panel belongs to it. */
export function requestHeading({ title, detail }: Request): Pick<PanelView, 'headline' | 'lede' | 'remedy'> {
  return { headline: title, lede: detail, remedy: null };
}

function waitIn(state: PanelState): Wait | null {
  if (state.stage === 'running') return state.run.wait;
  return state.stage === 'rehearsing' ? state.rehearsal.wait : null;
}
