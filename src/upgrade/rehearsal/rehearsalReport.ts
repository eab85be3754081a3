import { type Phrase, phrase } from '../../base/phrase';
import type { UpgradeError } from '../../base/upgradeError';
import { reportedError } from '../report';
import { type CheckReport, type RehearsalReport, type RehearsalRequest, verdictOf } from './rehearsal';

const TRANSFER = phrase(
  'The transfer itself, and what the modem does with the image. A rehearsal writes nothing, so it can’t test them.',
);

interface Ending {
  readonly checks: readonly CheckReport[];
  readonly leftBehind: readonly Phrase[];
  /** What ended it before its last check. */
  readonly broken: UpgradeError | undefined;
  readonly seconds: number;
}

/** What a rehearsal came to. Pure. */
export function rehearsalReport(
  { finding, method }: RehearsalRequest,
  { checks, leftBehind, broken, seconds }: Ending,
): RehearsalReport {
  const failure = checks.find(({ outcome }) => outcome === 'failed');
  const open = checks.filter(({ outcome }) => outcome === 'notRun');
  const remedies = [broken?.remedy, failure?.remedy, ...open.map(({ remedy }) => remedy), ...leftBehind];
  return {
    type: 'rehearsal',
    verdict: broken ? 'notReady' : verdictOf(checks),
    method,
    checks,
    unproven: [TRANSFER],
    leftBehind,
    error: broken ? reportedError(broken) : null,
    next: remedies.filter((each): each is Phrase => each !== null && each !== undefined),
    board: finding.kind === 'board' ? finding.board : null,
    modem: finding.modem,
    seconds,
  };
}

/** The report of a rehearsal that could not begin: somebody else has the port. */
export function rehearsalWithoutChecks(request: RehearsalRequest, broken: UpgradeError): RehearsalReport {
  return rehearsalReport(request, { checks: [], leftBehind: [], broken, seconds: 0 });
}
