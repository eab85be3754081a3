import type { ModemReading } from '../../modem/modemReading';
import type { UpgradeResult } from '../../modem/upgradeResult';
import type { Fact, FactKind, FactOf, Facts } from './fact';

/** Nothing was said of an upgrade, as far as is known. */
const NO_RESULT: UpgradeResult = { kind: 'silent', text: '' };

/** Number of the step that was announced last, from 0: the first, before any was. */
export function currentStep(facts: Facts): number {
  return last(facts, 'stepAnnounced')?.step ?? 0;
}

/** When that was, as a time of day (ms since 1970); null before any was. */
export function currentSince(facts: Facts): number | null {
  return last(facts, 'stepAnnounced')?.at ?? null;
}

/** How the run ended; null for one that was cut off, or that still runs. */
export function endOf(facts: Facts): Omit<FactOf<'ended'>, 'kind'> | null {
  const end = last(facts, 'ended');
  return end === undefined ? null : { at: end.at, outcome: end.outcome, modemState: end.modemState };
}

/** When another upgrade succeeded at the same port, ms since 1970, if whether on the same board is not known; else null. */
export function succeededSince(facts: Facts): number | null {
  return last(facts, 'otherSucceeded')?.at ?? null;
}

/** Number of the step that began last, from 0; undefined before the first. */
export function stepUnderWay(facts: Facts): number | undefined {
  return last(facts, 'stepBegan')?.step;
}

/** How many steps have ended. */
export function stepsDone(facts: Facts): number {
  return (last(facts, 'stepEnded')?.step ?? -1) + 1;
}

/** Whether the board's port leads to the modem, or soon may: only its power, taken away for a while, ends that. */
export function isMirroring(facts: Facts): boolean {
  return last(facts, 'mirrorEntered', 'mirrorLeft')?.kind === 'mirrorEntered';
}

/** Whether the board left MIRROR mode by itself: the modem can be asked only through it. */
export function hasBoardRestarted(facts: Facts): boolean {
  return last(facts, 'boardRestarted') !== undefined;
}

/** The modem's own number; null while it is unknown. */
export function modemNumber(facts: Facts): string | null {
  return last(facts, 'modemNamed')?.imei ?? null;
}

/** The module's number; null while it is unknown. */
export function boardNumber(facts: Facts): string | null {
  return last(facts, 'boardNamed')?.uniqueId ?? null;
}

/** What was read of the modem last; null when nothing was since the run began, or since it may be another. */
export function lastReading(facts: Facts): ModemReading | null {
  const latest = facts.findLast((fact) => fact.kind === 'modemRead' || outdatesReading(fact));
  return latest?.kind === 'modemRead' ? latest.reading : null;
}

/** Whether the last image is in: the modem was asked afterwards, and runs what was wanted. */
export function isVerified(facts: Facts): boolean {
  const latest = facts.findLast((fact) => fact.kind === 'versionVerified' || outdatesReading(fact));
  return latest?.kind === 'versionVerified' && latest.isLast;
}

/** Whether an image of this run is in, which need not show: the first of two steps may leave the version as it was. */
export function hasImage(facts: Facts): boolean {
  return last(facts, 'versionVerified') !== undefined;
}

/** Whether the modem's firmware may have changed: from then on a failure is no longer "untouched". */
export function isWritten(facts: Facts): boolean {
  return facts.some(writes);
}

/** Whether the modem was written to, or a step was announced that may: its firmware may have changed, or be about to. */
export function mayHaveChanged(facts: Facts): boolean {
  return isWritten(facts) || facts.some((fact) => fact.kind === 'stepAnnounced' && fact.writes);
}

/** Whether an image overwrote the firmware while it arrived. */
export function isOverwritten(facts: Facts): boolean {
  return facts.some((fact) => fact.kind === 'sessionOpened' && fact.overwrites);
}

/** Whether the modem was made to run another program than the one it was found in, and not brought back. */
export function hasLeftProgram(facts: Facts): boolean {
  const latest = last(facts, 'updaterBooted', 'updaterLoaded', 'firmwareStarted');
  return latest !== undefined && latest.kind !== 'firmwareStarted';
}

/** Whether an updater was loaded into the modem's working memory. */
export function isUpdaterLoaded(facts: Facts): boolean {
  return last(facts, 'updaterLoaded') !== undefined;
}

/** What the modem said of an upgrade before it was given an image. */
export function resultBefore(facts: Facts): UpgradeResult {
  return last(facts, 'resultHeard')?.result ?? NO_RESULT;
}

/** Whether the modem waits for the rest of a file, and listens to nothing else: a file was begun and did not end. */
export function isInTransfer(facts: Facts): boolean {
  return last(facts, 'fileBegan', 'fileSent')?.kind === 'fileBegan';
}

/** Whether the modem may have taken a block of the last file twice. */
export function mayHaveTakenBlockTwice(facts: Facts): boolean {
  return last(facts, 'fileSent')?.doubtful === true;
}

/** Whether the board's own tool was begun and nobody has seen it end. */
export function isToolAtWork(facts: Facts): boolean {
  const latest = last(facts, 'toolStarted', 'toolUnseen', 'toolEnded');
  return latest !== undefined && latest.kind !== 'toolEnded';
}

/**
 * The same, of a run that may have been cut off: a tool that was announced may have been begun. Of a run that told its end, it is known
 * whether it was.
 */
export function mayToolBeAtWork(facts: Facts): boolean {
  const latest = last(facts, 'stepAnnounced', 'toolStarted', 'toolUnseen', 'toolEnded', 'ended');
  return isToolAtWork(facts) || (latest?.kind === 'stepAnnounced' && latest.startsTool);
}

/** Whether the board's tool has opened a transfer to the modem. */
export function hasToolBegunTransfer(facts: Facts): boolean {
  return last(facts, 'toolOpenedSession') !== undefined;
}

/** Whether the last that is known of the modem is that it may be at work on an image by itself: its power must stay on. */
export function isInstalling(facts: Facts): boolean {
  return last(facts, 'installBegan', 'installOver')?.kind === 'installBegan';
}

/** Whether the modem is known to have stopped working on an image in the step under way, by its own word. */
export function isInstallOver(facts: Facts): boolean {
  return last(facts, 'stepAnnounced', 'installBegan', 'installOver')?.kind === 'installOver';
}

function writes(fact: Fact): boolean {
  return (
    fact.kind === 'applySent' ||
    (fact.kind === 'sessionOpened' && fact.overwrites) ||
    (fact.kind === 'toolStarted' && fact.writes)
  );
}

/** Whether what was read of the modem before it says nothing of the modem any more. */
function outdatesReading(fact: Fact): boolean {
  return (
    fact.kind === 'readingDoubted' ||
    fact.kind === 'updaterBooted' ||
    fact.kind === 'updaterLoaded' ||
    writes(fact)
  );
}

function last<K extends FactKind>(facts: Facts, ...kinds: readonly K[]): FactOf<K> | undefined {
  const found = facts.findLast(({ kind }) => (kinds as readonly FactKind[]).includes(kind));
  return found as FactOf<K> | undefined;
}
