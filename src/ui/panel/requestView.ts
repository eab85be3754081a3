import { contains } from '../../base/phrase';
import { BOARD_IS_OFF, POWER_OFF } from '../../base/powerOff';
import { hidePassword } from '../../transport/networkAddress';
import type { Speech } from '../speech';
import { boardText } from '../texts/modemTexts';
import { endOfImei } from '../texts/severalTexts';
import type { PanelView, RequestView } from './messages';
import type { PanelState } from './panelState';
import type { Wait } from './runState';
import { isRunning } from './severalState';

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
  const board = boardAsked(state, speech);
  const isOneOfMany = state.several !== null && isRunning(state.several);
  // Beside others, which may be installing, a person has to see at once which board is meant.
  const titled = (title: string): string => (isOneOfMany ? `${title}: ${board}` : title);
  const goesOn = [
    state.stage === 'rehearsing'
      ? speech.translate('The rehearsal continues automatically when the board is back.')
      : speech.translate('The upgrade continues automatically when the board is back.'),
    speech.translate('Board: {board}.', { board }),
    ...(isOneOfMany ? [speech.translate('Leave every other board connected.')] : []),
  ].join(' ');
  if (contains(reason, POWER_OFF))
    return {
      title: titled(speech.translate('Unplug the board now')),
      detail: `${speech.render(reason)} ${goesOn}`,
      picture: 'unplug',
      until,
      since,
    };
  if (contains(reason, BOARD_IS_OFF))
    return {
      title: titled(speech.translate('Plug the board back in')),
      detail: `${speech.translate('Wait ten seconds without power, then plug the board back in.')} ${goesOn}`,
      picture: 'plugIn',
      until,
      since,
    };
  return {
    title: titled(speech.translate('The board is waiting for you')),
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

/** `GPy …5475 (/dev/ttyACM2)` */
function boardAsked({ found, port }: PanelState, speech: Speech): string {
  const at = port === null ? '' : `(${hidePassword(port)})`;
  const finding = found?.finding ?? null;
  const name =
    finding === null || finding.kind === 'silent'
      ? []
      : [boardText(speech, finding), endOfImei(finding.modem)];
  return [...name, at].filter((part) => part !== '').join(' ');
}

function waitIn(state: PanelState): Wait | null {
  if (state.stage === 'running') return state.run.wait;
  return state.stage === 'rehearsing' ? state.rehearsal.wait : null;
}
