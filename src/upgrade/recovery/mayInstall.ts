import type { Finding } from '../inspect/finding';
import { LEAVE_ON_AND_READ } from '../errors';
import type { JournalBoard, JournalEntry } from '../journal/journalEntry';
import { parseImageName } from '../../firmware/imageName';
import type { ModemReading } from '../../modem/modemReading';
import {
  currentSince,
  currentStep,
  endOf,
  isInstalling,
  isInstallOver,
  mayToolBeAtWork,
} from '../facts/whatFollows';
import { compareBoards } from '../journal/sameBoard';
import { STEPS } from '../steps/steps';
import { hidePassword } from '../../transport/networkAddress';
import { imageUnderWay } from './standing';

/** So long after it was seen last, ms, a modem that answers is no longer taken for one that is at work without a word. */
const INSTALLS_AT_MOST_MS = 3_600_000;

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
  const puts = standing === 'finishing' && side === 'modem' && !isInstallOver(facts);
  return mayToolBeAtWork(facts) || isInstalling(facts) || unseen || puts;
}

/**
 * Whether a modem that answers may be at work on an image all the same: one that was given a file may run its old firmware on for
 * minutes, and one in its updater may say nothing of its work. An hour later it is not, nor once it runs what it was given, or says that it is done.
 * @param now time of day, ms since 1970
 */
function mayStillInstall(
  entry: JournalEntry,
  { state, build, finished }: ModemReading,
  now: number,
): boolean {
  if ((state !== 2 && state !== 4) || finished || !mayInstall(entry)) return false;
  const { images, facts } = entry;
  const given = images[imageUnderWay(entry) ?? images.length - 1];
  if (build !== null && parseImageName(given?.name ?? '').targetBuild === build) return false;
  const seen = endOf(facts)?.at ?? currentSince(facts) ?? entry.begunAt;
  return now - seen < INSTALLS_AT_MOST_MS;
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
 * What was found at a port, in the light of what was begun there: a modem that says nothing may be at work on the image that it got,
 * and so may one that answers, for an hour.
 * @param now time of day, ms since 1970
 */
export function inLightOf(unfinished: readonly JournalEntry[], finding: Finding, now: number): Finding {
  if (finding.kind === 'silent' && finding.refusesCommands) return finding;
  const here = boardFound(finding);
  const modem = finding.kind === 'silent' || finding.modem.state === null ? null : finding.modem;
  const begun = unfinished.some(
    (entry) =>
      (modem === null ? mayInstall(entry) : mayStillInstall(entry, modem, now)) &&
      compareBoards(entry.board, here) !== 'another',
  );
  if (!begun) return finding;
  return finding.kind === 'silent'
    ? { ...finding, remedy: LEAVE_ON_AND_READ }
    : { ...finding, mayInstall: true };
}
