import type { UpgradeError } from '../base/upgradeError';
import type { UpgradeReport } from '../upgrade/report';

/** What scripts go by. */
export const EXIT_STATUS = {
  /** Upgraded, or the question was answered. */
  done: 0,
  /** Failed, and the modem can be brought back. */
  failed: 1,
  /** Bad usage or bad input; nothing was touched. */
  badInput: 2,
  /** Refused by a safety rule; nothing was touched. */
  refused: 3,
  /** Failed, and the modem's state is unknown. */
  unknown: 4,
  cancelled: 130,
} as const;

export function exitStatusOfReport(report: UpgradeReport): number {
  switch (report.outcome) {
    case 'upgraded':
      return EXIT_STATUS.done;
    case 'cancelled':
      return EXIT_STATUS.cancelled;
    case 'refused':
      return report.error?.exposure === 'badInput' ? EXIT_STATUS.badInput : EXIT_STATUS.refused;
    case 'failed':
      return report.modemState === 'unknown' ? EXIT_STATUS.unknown : EXIT_STATUS.failed;
  }
}

export function exitStatusOfError(error: UpgradeError): number {
  if (error.code === 'CANCELLED') return EXIT_STATUS.cancelled;
  const { badInput, refused: refusal, failed: failure } = EXIT_STATUS;
  return { badInput, refusal, failure }[error.exposure];
}
