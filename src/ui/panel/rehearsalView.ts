import type { Speech } from '../speech';
import { checkTitle, checkView, remediesOf, verdictText, whyText } from '../texts/rehearsalTexts';
import type { RehearsalReport } from '../../upgrade';
import type { PanelView, ProgressView, RehearsalView } from './messages';
import { waitView } from './progressView';
import type { RehearsalState } from './rehearsalState';

type Heading = Pick<PanelView, 'headline' | 'lede' | 'remedy'>;

export function rehearsingHeading(speech: Speech): Heading {
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
      'The window was closed or reloaded during the rehearsal. Nothing was written to the modem.',
    ),
    remedy: speech.translate(
      'Rehearse again: that also deletes a test file left on the board. If the board doesn’t answer, unplug it (USB and battery) for ten seconds, then plug it back in.',
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
  const done = shareOfRehearsal(rehearsal);
  return {
    phase: rehearsalPhase(rehearsal, speech),
    step: null,
    whole: { least: done, done, step: 0 },
    bytes: null,
    rate: null,
    elapsedSeconds: (now - startedAt) / 1000,
    remainingSeconds: null,
    wait: wait === null ? null : waitView(wait, speech, now),
    cancelling: null,
    plot: null,
  };
}

/** Checks that are over, in whole per cent, rounded down. */
export function percentOfRehearsal(rehearsal: RehearsalState): number {
  return Math.floor(100 * shareOfRehearsal(rehearsal));
}

function shareOfRehearsal({ checks, total }: RehearsalState): number {
  return total === 0 ? 0 : checks.length / total;
}

/** What goes on now: the running check's title. */
export function rehearsalPhase({ current, cancelAsked }: RehearsalState, speech: Speech): string {
  if (cancelAsked) return speech.translate('Cancelling…');
  return current === null ? speech.translate('Starting') : speech.render(current.title);
}
