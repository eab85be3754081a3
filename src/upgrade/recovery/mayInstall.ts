import type { Finding } from '../inspect/finding';
import { LEAVE_ON_AND_READ } from '../errors';
import type { JournalBoard, JournalEntry } from '../journal/journalEntry';
import { currentStep, endOf, isInstalling, mayToolBeAtWork } from '../facts/whatFollows';
import { compareBoards } from '../journal/sameBoard';
import { STEPS } from '../steps/steps';
import { hidePassword } from '../../transport/networkAddress';

/**
 * Whether the last that is known of the modem is that it may be at work on an image, without us: nothing may advise to take its power
 * away, or to restart it, unless it was waited for first.
 */
export function mayInstall({ steps, facts }: JournalEntry): boolean {
  const step = steps[currentStep(facts)];
  if (step === undefined) return false;
  const { standing, side } = STEPS[step.kind];
  // Of a run that was cut off before the modem was read behind an image, nobody knows at what the modem was left.
  const reads = step.kind === 'verifyOnBoard' || step.kind === 'verify';
  const unseen = endOf(facts) === null && (standing === 'finishing' || reads);
  return (
    mayToolBeAtWork(facts) || isInstalling(facts) || unseen || (standing === 'finishing' && side === 'modem')
  );
}

/** What was found, as a journal describes a board. */
export function boardFound(finding: Finding): JournalBoard {
  return {
    port: hidePassword(finding.port),
    device: finding.at?.device ?? null,
    usb: finding.at?.usb ?? null,
    sysname: null,
    uniqueId: finding.kind === 'board' ? finding.board.uniqueId : null,
    imei: finding.kind === 'silent' ? null : finding.modem.imei,
  };
}

/**
 * What was found at a port, in the light of what was begun there: a modem that says nothing may be at work on the image that it got.
 * One that answers says itself whether it is.
 */
export function inLightOf(unfinished: readonly JournalEntry[], finding: Finding): Finding {
  if (finding.kind === 'modem' || (finding.kind === 'silent' && finding.refusesCommands)) return finding;
  if (finding.kind === 'board' && finding.modem.state !== null) return finding;
  const here = boardFound(finding);
  const begun = unfinished.some(
    (entry) => mayInstall(entry) && compareBoards(entry.board, here) !== 'another',
  );
  if (!begun) return finding;
  return finding.kind === 'silent'
    ? { ...finding, remedy: LEAVE_ON_AND_READ }
    : { ...finding, mayInstall: true };
}
