import { durationText } from '../base/duration';
import type { CheckOutcome, CheckReport, RehearsalReport, Verdict } from '../upgrade/rehearsal/rehearsal';
import { joined, type Shown, shown, shownLines } from './shown';

const OUTCOMES: Readonly<Record<CheckOutcome, string>> = {
  proven: 'OK',
  failed: 'FAILED',
  notRun: 'NOT TRIED',
};

const VERDICTS: Readonly<Record<Verdict, string>> = {
  ready: 'Ready. Everything this upgrade needs was seen to work on this board.',
  readyExcept: 'Ready, except for what could not be tried.',
  notReady: 'Not ready. Do not start the upgrade yet.',
};

export function checkLine({ outcome, sentence, figures, seconds }: CheckReport): Shown {
  const measured = figures.map(({ label, value, unit }) => shown`${label}: ${value} ${unit}`);
  const line = shown`${OUTCOMES[outcome]} (${durationText(seconds)}) ${sentence}`;
  return joined([line, ...measured.map((each) => shown`  ${each}`)], '\n    ');
}

/** The end of a rehearsal as a person reads it: the verdict, what stays unproven, and what to do. */
export function rehearsalText(report: RehearsalReport): Shown {
  const lines = [
    shown``,
    shown`${VERDICTS[report.verdict]}`,
    ...(report.error ? [shown`${report.error.message}`] : []),
    ...report.checks
      .filter(({ outcome }) => outcome !== 'proven')
      .map(({ outcome, title, sentence }) => shown`${OUTCOMES[outcome]}: ${title}. ${sentence}`),
    ...report.unproven.map((each) => shown`Not proven: ${each}`),
    ...report.next.map((each) => shown`Next: ${each}`),
    shown`Nothing was written to the modem. The rehearsal took ${durationText(report.seconds)}.`,
  ];
  return shownLines(lines);
}
