import { phrase } from '../../base/phrase';
import { nameOf } from '../inspect/readingName';
import type { UpgradeReport } from '../report';
import type { BatchBoard, BatchEnd, BatchResult } from './batchBoard';

/** How a board's run ended, for its row: what its report says, in one sentence and one thing to do. */
export function endOfReport(report: UpgradeReport, { port }: BatchBoard): BatchEnd {
  const { error, next, after } = report;
  const result = resultOf(report);
  if (error === null)
    return {
      result,
      sentence: phrase('The modem runs {version}.', { version: after ? nameOf(after) : '' }),
      remedy: next[0] ?? null,
      command: null,
      report,
    };
  const goOn = result === 'needsYou' ? 'info' : 'recover';
  const command = report.modemState === 'untouched' && result === 'cancelled' ? null : [goOn, '--port', port];
  return { result, sentence: error.message, remedy: error.remedy, command, report };
}

function resultOf({ outcome, modemState }: UpgradeReport): BatchResult {
  if (outcome === 'upgraded') return 'upgraded';
  if (modemState === 'unknown') return 'unknown';
  if (outcome === 'refused') return 'needsYou';
  return outcome;
}
