import type { UpgradeError } from '../base/upgradeError';
import { anyBegun, batchTotals } from '../upgrade/batch/batchSummary';
import type { BatchBoard } from '../upgrade/batch/batchBoard';
import type { NothingToDoReport, RehearsalReport, UpgradeReport } from '../upgrade';

/** What scripts go by. */
export const EXIT_STATUS = {
  done: 0,
  failed: 1,
  badInput: 2,
  refused: 3,
  unknown: 4,
  /** 128 + SIGINT, as shells have it. */
  cancelled: 130,
} as const;

export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT_STATUS, string>> = {
  done: 'upgraded, nothing to do, or the question was answered',
  failed: 'failed, and the modem is unchanged or can be recovered',
  badInput: 'wrong usage or wrong input; nothing was changed',
  refused: 'refused by a safety rule, or not confirmed; nothing was changed',
  unknown: "failed, and the modem's state is unknown",
  cancelled: 'cancelled',
};

export function exitStatusOfReport(report: UpgradeReport | NothingToDoReport): number {
  switch (report.outcome) {
    case 'upgraded':
    case 'nothingToDo':
      return EXIT_STATUS.done;
    case 'cancelled':
      return EXIT_STATUS.cancelled;
    case 'refused':
      return report.error?.category === 'badInput' ? EXIT_STATUS.badInput : EXIT_STATUS.refused;
    case 'failed':
      return report.modemState === 'unknown' ? EXIT_STATUS.unknown : EXIT_STATUS.failed;
  }
}

/** A board that is not ready is a failure to the script that asked. */
export function exitStatusOfRehearsal({ verdict, error }: RehearsalReport): number {
  if (error?.code === 'CANCELLED') return EXIT_STATUS.cancelled;
  return verdict === 'notReady' ? EXIT_STATUS.failed : EXIT_STATUS.done;
}

/** Of all boards of a batch: the worst result counts; if none could be started, that is a refusal. */
export function exitStatusOfBatch(boards: readonly BatchBoard[]): number {
  const { unknown, failed, cancelled, needsYou, underWay } = batchTotals(boards);
  if (unknown > 0) return EXIT_STATUS.unknown;
  if (!anyBegun(boards)) return EXIT_STATUS.refused;
  return failed + cancelled + needsYou + underWay > 0 ? EXIT_STATUS.failed : EXIT_STATUS.done;
}

export function exitStatusOfError(error: UpgradeError): number {
  if (error.code === 'CANCELLED') return EXIT_STATUS.cancelled;
  const { badInput, refused: refusal, failed: failure } = EXIT_STATUS;
  return { badInput, refusal, failure }[error.category];
}
