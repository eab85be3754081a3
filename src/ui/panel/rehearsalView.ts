import type { Speech } from '../speech';
import { checkTitle, checkView, remediesOf, verdictText, whyText } from '../texts/rehearsalTexts';
import type { RehearsalReport } from '../../upgrade/rehearsal/rehearsal';
import type { PanelView, ProgressView, RehearsalView } from './messages';
import { waitView } from './progressView';
import type { RehearsalState } from './rehearsalState';

type Heading = Pick<PanelView, 'headline' | 'lede' | 'remedy'>;

/** What goes on, or what a person is needed for: that takes the place of everything else. */
export function rehearsingHeading({ wait }: RehearsalState, speech: Speech): Heading {
  if (wait?.kind === 'hand')
    return {
      headline: speech.render(wait.reason),
      lede: speech.translate('The rehearsal goes on by itself once the board is back.'),
      remedy: null,
    };
  return {
    headline: speech.translate('Rehearsing the upgrade'),
    lede: speech.translate('Nothing is written to the modem. Keep the board connected, and VS Code open.'),
    remedy: null,
  };
}

export function rehearsalInterruptedHeading(speech: Speech): Heading {
  return {
    headline: speech.translate('The rehearsal was interrupted'),
    lede: speech.translate(
      'The window was closed or reloaded while the rehearsal ran. Nothing was written to the modem.',
    ),
    remedy: speech.translate(
      'Rehearse again: that also removes a test file that was left on the board. If the board does not answer, unplug it (USB and battery) for ten seconds, then plug it back in.',
    ),
  };
}

export function rehearsedHeading(report: RehearsalReport, speech: Speech): Heading {
  return {
    headline: verdictText(speech, report),
    lede: whyText(speech, report),
    remedy: remediesOf(speech, report)[0] ?? null,
  };
}

export function rehearsingView({ checks, current }: RehearsalState, speech: Speech): RehearsalView {
  const active = current === null ? [] : [checkTitle(speech, current)];
  return { checks: [...checks.map((check) => checkView(speech, check)), ...active], next: [], unproven: [] };
}

export function rehearsedView(report: RehearsalReport, speech: Speech): RehearsalView {
  return {
    checks: report.checks.map((check) => checkView(speech, check)),
    // The first stands under the headline.
    next: remediesOf(speech, report).slice(1),
    unproven: report.unproven.map(speech.render),
  };
}

/** @param now milliseconds since 1970 */
export function rehearsalProgress(rehearsal: RehearsalState, speech: Speech, now: number): ProgressView {
  const { wait, startedAt } = rehearsal;
  const isForHand = wait?.kind === 'hand';
  return {
    percent: percentOfRehearsal(rehearsal),
    phase: rehearsalPhase(rehearsal, speech),
    bytes: null,
    rate: null,
    moving: true,
    elapsedSeconds: (now - startedAt) / 1000,
    remainingSeconds: null,
    wait:
      wait === null
        ? null
        : {
            ...waitView(wait, speech, now),
            // What the hand is to do is the headline.
            ...(isForHand && { reason: speech.translate('The rehearsal waits for you.') }),
          },
    cancelling: null,
    samples: [],
  };
}

/** Checks that are over, in whole per cent, rounded down. */
export function percentOfRehearsal({ checks, total }: RehearsalState): number {
  return total === 0 ? 0 : Math.floor((100 * checks.length) / total);
}

/** What goes on now: the running check's title. */
export function rehearsalPhase({ current, cancelAsked }: RehearsalState, speech: Speech): string {
  if (cancelAsked) return speech.translate('Cancelling…');
  return current === null ? speech.translate('Starting') : speech.render(current.title);
}
