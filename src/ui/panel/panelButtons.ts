import type { Speech } from '../speech';
import { needsCare } from '../texts/modemTexts';
import { isInNeed } from '../texts/reportTexts';
import type { PanelButton, PanelButtonId } from './messages';
import { allConfirmed, type PanelState, type StateIn } from './panelState';
import { isRunning, type SeveralState } from './severalState';

/** What can be done from here; the first is the one most people want next. */
export function panelButtons(state: PanelState, speech: Speech): PanelButton[] {
  const button = (id: PanelButtonId, primary = false, enabled = true): PanelButton => ({
    id,
    label: buttonLabel(id, state, speech),
    primary,
    enabled,
  });
  return [...ownButtons(state, button), ...severalButtons(state, button)];
}

type MakeButton = (id: PanelButtonId, primary?: boolean, enabled?: boolean) => PanelButton;

/** What can be done about the boards that are upgraded at once. */
function severalButtons(state: PanelState, button: MakeButton): PanelButton[] {
  const { several, stage } = state;
  if (several === null) return [];
  const stop = isRunning(several) ? [button('stopSeveral', false, several.course === 'running')] : [];
  if (stage === 'several')
    return isRunning(several)
      ? [...stop, button('showLog')]
      : [button('severalAgain', true), button('dismissSeveral'), button('showLog')];
  // What goes on is not put away by looking at something else.
  const isAtWork = stage === 'busy' || stage === 'running' || stage === 'rehearsing';
  return [...(isAtWork ? [] : [button('showSeveral')]), ...stop];
}

function ownButtons(state: PanelState, button: MakeButton): PanelButton[] {
  switch (state.stage) {
    case 'several':
      return [];
    case 'empty':
      return [
        button('another', true),
        button('rehearse'),
        button('readVersion'),
        ...(state.several === null ? [button('severalAgain')] : []),
      ];
    case 'busy':
      return [button('cancel')];
    case 'found':
      return afterReading(state, button);
    case 'recovery':
      // What to do stands on the cards.
      return [button('recover'), button('choosePort'), button('showLog')];
    case 'upToDate':
      return [button('another', true), button('readVersion'), button('choosePort')];
    case 'checked':
      return state.misfit === null
        ? [button('upgradeThis', true), button('another')]
        : [button('another', true), button('readVersion')];
    case 'ready':
      return [
        ...(state.proven
          ? [button('start', true, allConfirmed(state)), button('rehearse')]
          : [button('rehearse', true), button('start', false, allConfirmed(state))]),
        button('choosePort'),
        button('another'),
      ];
    case 'rehearsing':
      return [button('cancel', false, !state.rehearsal.cancelAsked), button('showLog')];
    case 'rehearsed':
      return afterRehearsal(state, button);
    case 'rehearsalInterrupted':
      return [
        button('rehearse', true),
        button('readVersion'),
        button('choosePort'),
        button('another'),
        button('showLog'),
      ];
    case 'refused':
      return afterRefusal(state, button);
    case 'interrupted':
      // One press goes on: the modem is read first, whatever state it is in.
      return state.chosen.length > 0
        ? [button('retry', true), button('recover'), button('another'), button('showLog')]
        : [button('recover', true), button('another'), button('showLog')];
    case 'running':
      return [button('cancel', false, state.run.cancel.kind === 'none'), button('showLog')];
    case 'done':
      return state.report.outcome === 'upgraded'
        ? [button('another'), button('copyReport'), button('showLog')]
        : [
            button('retry', true),
            ...(isInNeed(state.report) ? [button('recover')] : []),
            button('copyReport'),
            button('showLog'),
            button('another'),
          ];
  }
}

function afterRehearsal(
  { rehearsed: { verdict }, chosen }: StateIn<'rehearsed'>,
  button: (id: PanelButtonId, primary?: boolean) => PanelButton,
): PanelButton[] {
  if (verdict === 'ready')
    return chosen.length > 0
      ? [button('upgradeThis', true), button('copyRehearsal'), button('rehearse'), button('another')]
      : [button('another', true), button('copyRehearsal'), button('rehearse')];
  return [
    button('rehearse', true),
    button('copyRehearsal'),
    // What could not be tried is no reason against it; what failed is.
    ...(verdict === 'readyExcept' && chosen.length > 0 ? [button('upgradeThis')] : []),
    button('readVersion'),
    button('choosePort'),
    button('another'),
    button('showLog'),
  ];
}

function afterReading(
  { found: { finding }, chosen }: StateIn<'found'>,
  button: (id: PanelButtonId, primary?: boolean) => PanelButton,
): PanelButton[] {
  if (finding.kind === 'silent') return [button('readVersion', true), button('choosePort')];
  if (finding.modem.applying) return [button('readVersion', true), button('recover'), button('choosePort')];
  const ports = [button('readVersion'), button('choosePort')];
  // The files of an upgrade that was cut off, or that failed, are still at hand.
  if (chosen.length > 0) {
    const recover = needsCare(finding) ? [button('recover')] : [];
    return [button('upgradeThis', true), ...recover, button('another'), ...ports];
  }
  return needsCare(finding)
    ? [button('recover', true), button('another'), ...ports]
    : [button('another', true), button('rehearse'), ...ports];
}

/** The next useful step first; the same again only where it may end otherwise. */
function afterRefusal(
  { next, chosen, port }: StateIn<'refused'>,
  button: (id: PanelButtonId, primary?: boolean) => PanelButton,
): PanelButton[] {
  // Without files it is a reading that is repeated.
  const again: PanelButtonId = chosen.length > 0 ? 'retry' : 'readVersion';
  const wanted = next.flatMap((step): PanelButtonId[] =>
    step === 'showPanel' ? [] : [step === 'retry' ? again : step],
  );
  const usual: PanelButtonId[] = ['another', ...(port === null ? [] : (['choosePort'] as const)), 'showLog'];
  return [...new Set([...wanted, ...usual])].map((id, index) => button(id, index === 0 && id !== 'showLog'));
}

function buttonLabel(id: PanelButtonId, state: PanelState, speech: Speech): string {
  const { stage } = state;
  switch (id) {
    case 'start':
      return speech.translate('Start upgrade');
    case 'cancel':
      return isCancelling(state) ? speech.translate('Cancelling…') : speech.translate('Cancel');
    case 'rehearse':
      return stage === 'rehearsed' || stage === 'rehearsalInterrupted'
        ? speech.translate('Rehearse again')
        : speech.translate('Rehearse (nothing is written to the modem)');
    case 'retry':
      return stage === 'interrupted'
        ? speech.translate('Repeat this upgrade')
        : speech.translate('Try again');
    case 'recover':
      return stage === 'recovery' ? speech.translate('Check again') : speech.translate('Recovery options…');
    case 'another':
      if (stage === 'done') return speech.translate('Upgrade another modem');
      return stage === 'empty' || stage === 'found'
        ? speech.translate('Choose firmware…')
        : speech.translate('Choose other firmware…');
    case 'upgradeThis':
      return stage === 'rehearsed'
        ? speech.translate('Continue to the upgrade')
        : speech.translate('Upgrade with this file');
    case 'readVersion':
      return stage === 'empty' ? speech.translate('Read version') : speech.translate('Read again');
    case 'choosePort':
      return speech.translate('Change port…');
    case 'chooseMethod':
      return speech.translate('Choose another method…');
    case 'password':
      return speech.translate('Enter the password…');
    case 'copyReport':
      return speech.translate('Copy report');
    case 'copyRehearsal':
      return speech.translate('Copy rehearsal report');
    case 'showLog':
      return speech.translate('Show log');
    case 'stopSeveral':
      return stopText(state.several, speech);
    case 'severalAgain':
      return speech.translate('Upgrade several boards…');
    case 'showSeveral':
      return speech.translate('Show all boards');
    case 'dismissSeveral':
      return speech.translate('Dismiss');
  }
}

/** Where no board is in progress, only the waiting for the next one ends. */
function stopText(several: SeveralState | null, speech: Speech): string {
  if (several?.course === 'stopping') return speech.translate('Cancelling…');
  const isIdle = several?.rows.every(({ board }) => board.end !== null) === true;
  return isIdle ? speech.translate('End here') : speech.translate('Stop all boards');
}

function isCancelling(state: PanelState): boolean {
  if (state.stage === 'rehearsing') return state.rehearsal.cancelAsked;
  return state.stage === 'running' && state.run.cancel.kind !== 'none';
}
